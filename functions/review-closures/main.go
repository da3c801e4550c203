// Command review-closures answers up to 100 sellers' wishes to close products of a campaign, as JSON or CSV; an answer for each (feature
// C6).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

type call = api.Call[contract.ReviewClosuresRequest]

func main() { api.Start(contract.ReviewClosures, handle) }

// facts are what one answer rests on; there may be no such product.
type facts struct {
	campaign campaign.Campaign
	product  *registration.Registration
}

func handle(ctx context.Context, c *call) (contract.Rows[contract.AgencyRegistration], error) {
	reviews := c.Request.Reviews
	return api.Rows(ctx, c, api.Bulk[contract.ReviewClosuresRequest, facts, contract.AgencyRegistration]{
		Rows:   len(reviews),
		Shares: api.InTurn, // all count on the tabs of the campaign
		Read: func(ctx context.Context, rows []int) ([]facts, error) {
			var ids []string
			for _, review := range api.Pick(reviews, rows) {
				ids = append(ids, review.RegistrationID)
			}
			campaign, products, err := campaigns.WithRegistrations(ctx, c.Table, c.Caller.ID, c.Request.CampaignID, ids)
			var out []facts
			for _, product := range products {
				out = append(out, facts{campaign, product})
			}
			return out, err
		},
		Decide: func(ctx context.Context, c *call, i int, f facts) (contract.AgencyRegistration, error) {
			return review(ctx, c, f, reviews[i])
		},
	})
}

func review(ctx context.Context, c *call, f facts, r contract.ClosureReview) (contract.AgencyRegistration, error) {
	none := contract.AgencyRegistration{}
	if f.product == nil {
		return none, registration.ErrNotFound
	}
	after, kind, err := registration.ReviewClosure(f.campaign, *f.product, r.Decision, r.Reason, c.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(*f.product, after, kind, c.Caller.Party(), c.Now)
	return api.Commit(ctx, c, contract.AgencyRegistrationOf(after.WithoutContact(), f.campaign, c.Now), campaigns.RegistrationChanged(*f.product, after, e))
}
