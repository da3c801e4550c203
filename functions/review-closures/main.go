// Command review-closures answers up to 100 sellers' wishes to close products of a campaign, as JSON or CSV; an answer for each (feature
// C6).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/reviewing"
	"samplepath/shared/table/campaigns"
)

type call = api.Call[contract.ReviewClosuresRequest]

func main() { api.Start(contract.ReviewClosures, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[contract.AgencyRegistration], error) {
	var ids []string
	for _, review := range c.Request.Reviews {
		ids = append(ids, review.RegistrationID)
	}
	return api.Rows(ctx, c, api.Bulk[contract.ReviewClosuresRequest, campaigns.Reviewed, contract.AgencyRegistration]{
		Rows:   len(ids),
		Shares: api.InTurn, // all count on the tabs of the campaign
		Read: func(ctx context.Context, rows []int) ([]campaigns.Reviewed, error) {
			return campaigns.ReviewedProducts(ctx, c.Table, c.Caller.ID, c.Request.CampaignID, api.Pick(ids, rows))
		},
		Decide: review,
	})
}

func review(ctx context.Context, c *call, i int, f campaigns.Reviewed) (contract.AgencyRegistration, error) {
	r := c.Request.Reviews[i]
	after, change, err := reviewing.Decide(registration.ReviewClosure, f, r.Decision, r.Reason, c.Caller.Party(), c.Now)
	if err != nil {
		return contract.AgencyRegistration{}, err
	}
	return api.Commit(ctx, c, contract.AgencyRegistrationOf(after.WithoutContact(), f.Campaign, c.Now), change)
}
