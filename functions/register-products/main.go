// Command register-products registers products in a published campaign while its registration is open; an answer for each
// (features C1, C3).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

type call = api.Call[contract.RegisterProductsRequest]

func main() { api.Start(contract.RegisterProducts, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[contract.SellerRegistration], error) {
	return api.Rows(ctx, c, api.Bulk[contract.RegisterProductsRequest, campaign.Campaign, contract.SellerRegistration]{
		Rows:   len(c.Request.Products),
		Shares: api.InTurn, // all count on the tabs of the campaign and of the seller
		Read: func(ctx context.Context, rows []int) ([]campaign.Campaign, error) {
			campaign, err := campaigns.Get(ctx, c.Table, "", c.Request.CampaignID)
			if err == nil {
				err = campaign.CheckRegistrable(c.Caller.Shop(), c.Now)
			}
			return api.Same(campaign, rows), err
		},
		Decide: register,
	})
}

func register(ctx context.Context, c *call, i int, campaign campaign.Campaign) (contract.SellerRegistration, error) {
	draft := c.Request.Products[i]
	r, err := registration.Register(campaign, registration.Registration{
		ID: id.NewWithin(ctx, id.Registration, c.Request.CampaignID), SellerID: c.Caller.ID, SellerName: c.Caller.Name,
		ProductID: draft.ProductID, ProductName: draft.ProductName, ImageURL: draft.ImageURL,
		Price: (*registration.Money)(draft.Price), Category: draft.Category, TotalRate: draft.TotalRate,
		Samples: draft.Samples, Stock: draft.Stock, UnitCost: registration.Money(draft.UnitCost), Email: draft.Email, WhatsApp: draft.WhatsApp,
	}, c.Now)
	if err != nil {
		return contract.SellerRegistration{}, err
	}
	e := event.First(r, registration.EventRegistered, c.Caller.Party(), c.Now)
	return api.Create(ctx, c, contract.SellerRegistrationOf(r.WithoutContact(), campaign, c.Now), campaigns.ProductRegistered(r, e))
}
