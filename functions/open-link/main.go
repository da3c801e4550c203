// Command open-link shows the products behind a link, each with the creator's own commission rate (features D1, D3, D4).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/showcase"
	"samplepath/shared/table/creators"
	"samplepath/shared/terms"
)

func main() { api.Start(contract.OpenLink, handle) }

func handle(ctx context.Context, call *api.Call[contract.OpenLinkRequest]) (contract.OpenedLink, error) {
	opened, err := creators.OpenLink(ctx, call.Table, call.Request.Code, call.Caller.ID)
	if err != nil {
		return contract.OpenedLink{}, err
	}
	out := contract.OpenedLink{
		Code: call.Request.Code, ListName: opened.ListName, CampaignID: opened.Campaign.ID, CampaignName: opened.Campaign.Name,
		AgencyName: opened.Campaign.AgencyName, TermsVersion: terms.Current,
	}
	for _, r := range opened.Products {
		if showcase.Available(opened.Campaign, r, call.Now) {
			out.Products = append(out.Products, contract.OfferedProductOf(showcase.OfferOf(r, opened.Showcase)))
		}
	}
	if len(out.Products) == 0 {
		return contract.OpenedLink{}, showcase.Unavailable(opened.Campaign, opened.Products, call.Now)
	}
	return out, nil
}
