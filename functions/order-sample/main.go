// Command order-sample orders a sample for a creator, who may be asked for authorization with it (features F3, F5, F6, F9).
// The allocation goes down with it.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/ordering"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.OrderSample, handle) }

func handle(ctx context.Context, call *api.Call[contract.OrderSampleRequest]) (contract.AgencySample, error) {
	none, r := contract.AgencySample{}, call.Request
	facts, err := samples.FactsOf(ctx, call.Table, call.Caller.ID, samples.Row{
		CampaignID: r.CampaignID, RegistrationID: r.RegistrationID, CreatorID: r.CreatorID, Repeats: r.RepeatReason != "",
	})
	if err != nil {
		return none, err
	}
	order := ordering.Order{By: call.Caller.Party(), Variant: r.Variant, AwaitAuthorization: r.AwaitAuthorization, RepeatReason: r.RepeatReason, ReviewNote: r.ReviewNote}
	s, change, err := ordering.Place(ctx, order, facts, call.Now)
	if err != nil {
		return none, err
	}
	return api.Commit(ctx, call, contract.AgencySampleOf(s), change)
}
