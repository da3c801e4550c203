// Command update-product-list renames a product list, adds products, removes them, and changes their rates: all of it or
// nothing (feature C10).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/productlist"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.UpdateProductList, handle) }

func handle(ctx context.Context, call *api.Call[contract.UpdateProductListRequest]) (contract.ProductListSummary, error) {
	none, request := contract.ProductListSummary{}, call.Request
	campaign, before, products, err := campaigns.ProductListAndProducts(ctx, call.Table, call.Caller.ID, request.ListID,
		contract.RegistrationIDs(request.Products))
	if err != nil {
		return none, err
	}
	if len(request.Products) > 0 { // what is taken out, or named otherwise, promises nothing
		if err := campaign.CheckOpen(call.Now); err != nil {
			return none, err
		}
	}
	after, err := productlist.Change(before, productlist.Edit{
		Name: request.Name, Put: contract.Choices(request.Products, products, request.CreatorRate), Remove: request.Remove,
	}, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, productlist.EventChanged, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.SummarizeProductList(after, call.LinkURL(after.LinkCode)), campaigns.ProductListChanged(before, after, e))
}
