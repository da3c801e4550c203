// Command set-creator-commissions sets the creator's part of the commission of approved products; an answer for each
// (feature C8).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

type call = api.Call[contract.SetCreatorCommissionsRequest]

func main() { api.Start(contract.SetCreatorCommissions, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[contract.CommissionSet], error) {
	commissions := c.Request.Commissions
	return api.Rows(ctx, c, api.Bulk[contract.SetCreatorCommissionsRequest, *registration.Registration, contract.CommissionSet]{
		Rows:   len(commissions),
		Shares: func(i int) []string { return []string{commissions[i].RegistrationID} },
		Read: func(ctx context.Context, rows []int) ([]*registration.Registration, error) {
			var ids []string
			for _, commission := range api.Pick(commissions, rows) {
				ids = append(ids, commission.RegistrationID)
			}
			campaign, products, err := campaigns.WithRegistrations(ctx, c.Table, c.Caller.ID, c.Request.CampaignID, ids)
			if err == nil {
				err = campaign.CheckOpen(c.Now)
			}
			return products, err
		},
		Decide: func(ctx context.Context, c *call, i int, before *registration.Registration) (contract.CommissionSet, error) {
			return set(ctx, c, before, commissions[i].CreatorRate)
		},
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
	e := event.Changed(*before, after, registration.EventCommissionSet, c.Caller.Party(), c.Now)
	return api.Commit(ctx, c, contract.CommissionSet{
		RegistrationID: after.ID, TotalRate: after.TotalRate, CreatorRate: rate, AgencyRate: after.TotalRate - rate,
		LinkCode: after.LinkCode,
	}, campaigns.CommissionSet(*before, after, e))
}
