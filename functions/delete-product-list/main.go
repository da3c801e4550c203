// Command delete-product-list deletes a product list (features C10, D4). Its link leads nowhere from then on; what creators
// added stays.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/productlist"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.DeleteProductList, handle) }

func handle(ctx context.Context, call *api.Call[contract.ProductListRequest]) (contract.DeletedProductList, error) {
	none := contract.DeletedProductList{}
	_, before, _, err := campaigns.ProductListAndProducts(ctx, call.Table, call.Caller.ID, call.Request.ListID, nil)
	if err != nil {
		return none, err
	}
	after := productlist.Delete(before, call.Now)
	e := event.Changed(before, after, productlist.EventDeleted, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.DeletedProductList{ID: before.ID}, campaigns.ProductListDeleted(before, e))
}
