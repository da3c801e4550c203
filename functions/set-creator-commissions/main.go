// Command set-creator-commissions is the Lambda function of that action (feature C8).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/table"
)

type call = api.Call[contract.SetCreatorCommissionsRequest]

func main() { api.Start(contract.SetCreatorCommissions, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[contract.CommissionSet], error) {
	var ids []string
	for _, commission := range c.Request.Commissions {
		ids = append(ids, commission.RegistrationID)
	}
	campaign, products, err := c.Table.CampaignAndRegistrations(ctx, c.Caller.ID, c.Request.CampaignID, ids)
	if err == nil {
		err = campaign.CheckOpen(c.Now)
	}
	if err != nil {
		return contract.Rows[contract.CommissionSet]{}, err
	}
	product := func(i int) []string { return ids[i : i+1] }
	return api.Rows(ctx, c, len(products), product, func(ctx context.Context, c *call, i int) (contract.CommissionSet, error) {
		return set(ctx, c, products[i], c.Request.Commissions[i].CreatorRate)
	})
}

func set(ctx context.Context, c *call, before *registration.Registration, rate int) (contract.CommissionSet, error) {
	none := contract.CommissionSet{}
	if before == nil {
		return none, registration.ErrNotFound
	}
	after, err := registration.SetCreatorRate(*before, rate, id.Code(ctx))
	if err != nil {
		return none, err
	}
	e := event.Changed(*before, after, registration.CommissionSet, c.Caller.Party(), c.Now)
	return api.Commit(ctx, c, contract.CommissionSet{
		RegistrationID: after.ID, TotalRate: after.TotalRate, CreatorRate: rate, AgencyRate: after.TotalRate - rate,
		LinkCode: after.LinkCode,
	}, table.CommissionSet(*before, after, e))
}
