// Command review-closure closes a product at the seller's wish, or refuses with a reason (feature C6). Samples under way go
// on.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.ReviewClosure, handle) }

func handle(ctx context.Context, call *api.Call[contract.ReviewClosureRequest]) (contract.AgencyRegistration, error) {
	none := contract.AgencyRegistration{}
	campaign, before, err := campaigns.ReviewedProduct(ctx, call.Table, call.Caller.ID, call.Request.RegistrationID)
	if err != nil {
		return none, err
	}
	after, kind, err := registration.ReviewClosure(campaign, before, call.Request.Decision, call.Request.Reason, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, kind, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.AgencyRegistrationOf(after.WithoutContact(), campaign, call.Now), campaigns.RegistrationChanged(before, after, e))
}
