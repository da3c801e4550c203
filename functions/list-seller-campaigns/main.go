// Command list-seller-campaigns lists the campaigns in which the seller has products, newest first, with the products in
// each (feature B6).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.ListSellerCampaigns, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListSellerCampaignsRequest]) (contract.Page[contract.MyCampaign], error) {
	list, cursor, err := campaigns.OfSeller(ctx, call.Table, call.Caller.ID, call.Request.Status, call.Now, call.Page(call.Request.Paging))
	views := make([]contract.MyCampaign, 0, len(list))
	for _, one := range list {
		view := contract.MyCampaign{
			SellerCampaign: contract.SellerCampaignOf(one.Campaign, call.Caller.Shop(), call.Now),
			Products:       []contract.CampaignProduct{}, ProductCount: one.Count,
		}
		for _, r := range one.Products {
			view.Products = append(view.Products, contract.CampaignProductOf(r, one.Campaign, call.Now))
		}
		views = append(views, view)
	}
	return api.PageOf(views, cursor), err
}
