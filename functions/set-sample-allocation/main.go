// Command set-sample-allocation raises or lowers the samples that a seller gives, never below what is ordered, and sets the
// stock (feature C7).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.SetSampleAllocation, handle) }

func handle(ctx context.Context, call *api.Call[contract.SetSampleAllocationRequest]) (contract.SellerRegistration, error) {
	r, none := call.Request, contract.SellerRegistration{}
	campaign, before, err := campaigns.OfferedProduct(ctx, call.Table, call.Caller.ID, r.RegistrationID)
	if err != nil {
		return none, err
	}
	if err := campaign.CheckOpen(call.Now); err != nil {
		return none, err
	}
	after, err := registration.SetAllocation(before, r.Samples, r.Stock)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, registration.EventAllocationSet, call.Caller.Party(), call.Now)
	answer := contract.SellerRegistrationOf(after.WithoutContact(), campaign, call.Now)
	return api.Commit(ctx, call, answer, campaigns.AllocationSet(before, after, r.Stock != nil, e))
}
