// Command list-product-lists lists the product lists of a campaign, newest first (feature C10).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.ListProductLists, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListProductListsRequest]) (contract.Page[contract.ProductListSummary], error) {
	lists, cursor, err := campaigns.ProductLists(ctx, call.Table, call.Caller.ID, call.Request.CampaignID, call.Page(call.Request.Paging))
	var out []contract.ProductListSummary
	for _, list := range lists {
		out = append(out, contract.SummarizeProductList(list, call.LinkURL(list.LinkCode)))
	}
	return api.PageOf(out, cursor), err
}
