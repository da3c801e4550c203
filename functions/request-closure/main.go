// Command request-closure asks the agency to close a product (feature C6). Until it agrees, everything goes on as before.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.RequestClosure, handle) }

func handle(ctx context.Context, call *api.Call[contract.RequestClosureRequest]) (contract.SellerRegistration, error) {
	r, none := call.Request, contract.SellerRegistration{}
	campaign, before, err := campaigns.OfferedProduct(ctx, call.Table, call.Caller.ID, r.RegistrationID)
	if err != nil {
		return none, err
	}
	if err := campaign.CheckOpen(call.Now); err != nil {
		return none, err
	}
	after, err := registration.RequestClosure(before, r.Reason, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, registration.EventClosureRequested, call.Caller.Party(), call.Now)
	answer := contract.SellerRegistrationOf(after.WithoutContact(), campaign, call.Now)
	return api.Commit(ctx, call, answer, campaigns.RegistrationChanged(before, after, e))
}
