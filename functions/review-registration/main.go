// Command review-registration approves a pending product, rejects it with a reason, or rejects it so that it cannot be
// registered again (feature C2).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.ReviewRegistration, handle) }

func handle(ctx context.Context, call *api.Call[contract.ReviewRegistrationRequest]) (contract.AgencyRegistration, error) {
	none := contract.AgencyRegistration{}
	campaign, before, err := campaigns.ReviewedProduct(ctx, call.Table, call.Caller.ID, call.Request.RegistrationID)
	if err != nil {
		return none, err
	}
	after, kind, err := registration.Review(campaign, before, call.Request.Decision, call.Request.Reason, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, kind, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.AgencyRegistrationOf(after.WithoutContact(), campaign, call.Now), campaigns.RegistrationChanged(before, after, e))
}
