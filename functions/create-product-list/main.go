// Command create-product-list makes a list of up to 100 products with a rate for each, and a link to share it (feature C10).
// Up to 1,000 a campaign.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/productlist"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.CreateProductList, handle) }

func handle(ctx context.Context, call *api.Call[contract.CreateProductListRequest]) (contract.ProductListSummary, error) {
	none := contract.ProductListSummary{}
	chosen := contract.RegistrationIDs(call.Request.Products)
	campaign, products, err := campaigns.WithRegistrations(ctx, call.Table, call.Caller.ID, call.Request.CampaignID, chosen)
	if err == nil {
		err = campaign.CheckOpen(call.Now)
	}
	if err != nil {
		return none, err
	}
	list, err := productlist.Create(productlist.List{
		ID: id.NewWithin(ctx, id.ProductList, call.Request.CampaignID), CampaignID: call.Request.CampaignID, AgencyID: call.Caller.ID,
		Name: call.Request.Name, LinkCode: id.Code(ctx),
	}, contract.Choices(call.Request.Products, products, call.Request.CreatorRate), call.Now)
	if err != nil {
		return none, err
	}
	e := event.First(list, productlist.EventCreated, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.SummarizeProductList(list, call.LinkURL(list.LinkCode)), campaigns.ProductListCreated(list, e))
}
