// Command list-showcase lists the products in the creator's showcase, by product (feature D5).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
)

func main() { api.Start(contract.ListShowcase, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListShowcaseRequest]) (contract.Page[contract.ShowcaseProduct], error) {
	shown, cursor, err := creators.Showcase(ctx, call.Table, call.Caller.ID, call.Page(call.Request.Paging))
	var out []contract.ShowcaseProduct
	for _, s := range shown {
		out = append(out, contract.ShowcaseProduct{
			AddedProduct: contract.AddedProductOf(s.Entry), CampaignName: s.Campaign.Name, AgencyName: s.Campaign.AgencyName,
			ImageURL: s.Registration.ImageURL, Price: (*contract.Money)(s.Registration.Price), Category: s.Registration.Category, SellerName: s.Registration.SellerName,
			Available: s.Entry.Promotable(s.Campaign, s.Registration, call.Now),
		})
	}
	return api.PageOf(out, cursor), err
}
