// Command browse-marketplace lists the campaigns that the seller may register products in now, the earliest closing date first
// (feature B5).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.BrowseMarketplace, handle) }

func handle(ctx context.Context, call *api.Call[contract.BrowseMarketplaceRequest]) (contract.Page[contract.SellerCampaign], error) {
	none, r := contract.Page[contract.SellerCampaign]{}, call.Request
	search := campaign.Search{
		Filter: r.Scope, Shop: call.Caller.Shop(), Words: campaign.Words(r.Search),
	}
	if r.Search != "" && len(search.Words) == 0 {
		var fields fault.Fields
		fields.Add("search", "no_words")
		return none, fields.Err()
	}
	list, cursor, err := campaigns.Marketplace(ctx, call.Table, search, call.Now, call.Page(r.Paging))
	views := make([]contract.SellerCampaign, 0, len(list))
	for _, c := range list {
		views = append(views, contract.SellerCampaignOf(c, call.Caller.Shop(), call.Now))
	}
	return api.PageOf(views, cursor), err
}
