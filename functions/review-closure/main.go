// Command review-closure closes a product at the seller's wish, or refuses with a reason (feature C6). Samples under way go
// on.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/reviewing"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.ReviewClosure, handle) }

func handle(ctx context.Context, call *api.Call[contract.ReviewClosureRequest]) (contract.AgencyRegistration, error) {
	none, r := contract.AgencyRegistration{}, call.Request
	campaign, product, err := campaigns.ReviewedProduct(ctx, call.Table, call.Caller.ID, r.RegistrationID)
	if err != nil {
		return none, err
	}
	f := campaigns.Reviewed{Campaign: campaign, Product: &product}
	after, change, err := reviewing.Decide(registration.ReviewClosure, f, r.Decision, r.Reason, call.Caller.Party(), call.Now)
	if err != nil {
		return none, err
	}
	return api.Commit(ctx, call, contract.AgencyRegistrationOf(after.WithoutContact(), campaign, call.Now), change)
}
