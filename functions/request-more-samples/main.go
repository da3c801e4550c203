// Command request-more-samples asks the seller for more samples of a product; at most once a day until it gives more
// (feature F4).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.RequestMoreSamples, handle) }

func handle(ctx context.Context, call *api.Call[contract.RequestMoreSamplesRequest]) (contract.SampleRequestAnswer, error) {
	none := contract.SampleRequestAnswer{}
	campaign, before, err := campaigns.ReviewedProduct(ctx, call.Table, call.Caller.ID, call.Request.RegistrationID)
	if err != nil {
		return none, err
	}
	if err := campaign.CheckOpen(call.Now); err != nil {
		return none, err
	}
	after, asked, err := registration.RequestSamples(before, call.Request.Quantity, call.Now)
	if err != nil {
		return none, err
	}
	answer := contract.SampleRequestAnswer{RegistrationID: after.ID, MoreSamples: contract.MoreSamples(*after.MoreSamples), Asked: asked}
	if !asked {
		return answer, nil
	}
	e := event.Changed(before, after, registration.EventSamplesRequested, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, answer, campaigns.RegistrationChanged(before, after, e))
}
