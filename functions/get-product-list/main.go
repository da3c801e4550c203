// Command get-product-list reads a product list with its products and their rates (feature C10).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.GetProductList, handle) }

func handle(ctx context.Context, call *api.Call[contract.ProductListRequest]) (contract.ProductListView, error) {
	list, products, err := campaigns.ProductList(ctx, call.Table, call.Caller.ID, call.Request.ListID)
	if err != nil {
		return contract.ProductListView{}, err
	}
	view := contract.ProductListView{
		ID: list.ID, CampaignID: list.CampaignID, Name: list.Name, LinkCode: list.LinkCode, URL: call.LinkURL(list.LinkCode),
		CreatedAt: list.CreatedAt, ChangedAt: list.ChangedAt, Products: []contract.ProductListProduct{},
	}
	for _, r := range products {
		rate := list.Rate(r.ID)
		view.Products = append(view.Products, contract.ProductListProduct{
			RegistrationID: r.ID, ProductID: r.ProductID, ProductName: r.ProductName,
			ImageURL: r.ImageURL, Price: (*contract.Money)(r.Price), Category: r.Category, SellerID: r.SellerID, SellerName: r.SellerName,
			TotalRate: r.TotalRate, CreatorRate: rate, AgencyRate: r.TotalRate - rate, Status: r.Status,
		})
	}
	return view, nil
}
