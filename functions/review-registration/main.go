// Command review-registration approves a pending product, rejects it with a reason, or rejects it so that it cannot be
// registered again (feature C2).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/reviewing"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.ReviewRegistration, handle) }

func handle(ctx context.Context, call *api.Call[contract.ReviewRegistrationRequest]) (contract.AgencyRegistration, error) {
	none, r := contract.AgencyRegistration{}, call.Request
	campaign, product, err := campaigns.ReviewedProduct(ctx, call.Table, call.Caller.ID, r.RegistrationID)
	if err != nil {
		return none, err
	}
	f := campaigns.Reviewed{Campaign: campaign, Product: &product}
	after, change, err := reviewing.Decide(registration.Review, f, r.Decision, r.Reason, call.Caller.Party(), call.Now)
	if err != nil {
		return none, err
	}
	return api.Commit(ctx, call, contract.AgencyRegistrationOf(after.WithoutContact(), campaign, call.Now), change)
}
