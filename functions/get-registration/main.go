// Command get-registration reads a product in a campaign by its id (features C3, C5, C6).
package main

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/orders"
	"samplepath/shared/table/samples"
)

type call = api.Call[contract.GetRegistrationRequest]

func main() { api.Start(contract.GetRegistration, handle) }

func handle(ctx context.Context, c *call) (any, error) {
	if c.Caller.Kind == actor.Seller {
		campaign, r, err := campaigns.OfferedProduct(ctx, c.Table, c.Caller.ID, c.Request.RegistrationID)
		return contract.SellerRegistrationDetail{View: actor.Seller, SellerRegistration: contract.SellerRegistrationOf(r, campaign, c.Now)}, err
	}
	return forAgency(ctx, c)
}

func forAgency(ctx context.Context, c *call) (contract.AgencyRegistrationDetail, error) {
	var in campaign.Campaign
	var sold orders.ProductSales
	counts, err := api.WithCounts(ctx, c.Request.Counts, func(ctx context.Context) (err error) {
		in, sold, err = orders.SalesOfProduct(ctx, c.Table, c.Caller.ID, c.Request.RegistrationID)
		return err
	}, func(ctx context.Context) (contract.ProductCounts, error) {
		n, err := samples.CountsOfProduct(ctx, c.Table, c.Request.RegistrationID)
		return contract.ProductCounts{Creators: n.Creators, Samples: contract.TrackedCountsOf(n.Samples)}, err
	})
	if err != nil {
		return contract.AgencyRegistrationDetail{}, err
	}
	r, s := sold.Product, sold.Sales
	return contract.AgencyRegistrationDetail{
		View: actor.Agency, AgencyRegistration: contract.AgencyRegistrationOf(r, in, c.Now), Available: r.Available(), Counts: counts,
		Performance: contract.SoldOf(s.Orders, s.Quantity, s.Amount, s.Commission, s.Currency, r.UnitCost.Currency),
	}, nil
}
