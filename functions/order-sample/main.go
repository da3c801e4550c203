// Command order-sample is the Lambda function of that action (features F3, F5, F6).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

func main() { api.Start(contract.OrderSample, handle) }

func handle(ctx context.Context, call *api.Call[contract.OrderSampleRequest]) (sample.Sample, error) {
	r := call.Request
	facts, err := call.Table.SampleOrder(ctx, call.Caller.ID, r.CampaignID, r.RegistrationID, r.CreatorID)
	if err != nil {
		return sample.Sample{}, err
	}
	s, err := sample.Order(id.New(ctx, id.Sample), r.Variant, facts, call.Now)
	if err != nil {
		return sample.Sample{}, err
	}
	e, err := event.First(s, sample.EventOrdered, call.Caller.Party(), call.Now)
	if err != nil {
		return sample.Sample{}, err
	}
	return api.Commit(ctx, call, s, table.SampleOrdered(s, e, facts.Policy))
}
