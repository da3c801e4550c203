// Command check-sample-order is the Lambda function of that action (feature F8).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
)

func main() { api.Start(contract.CheckSampleOrder, handle) }

func handle(ctx context.Context, call *api.Call[contract.CheckSampleOrderRequest]) (contract.SampleOrderCheck, error) {
	r := call.Request
	facts, err := call.Table.CheckOrder(ctx, call.Caller.ID, r.CampaignID, r.RegistrationID, r.CreatorID)
	if err != nil {
		return contract.SampleOrderCheck{}, err
	}
	blocks := facts.Blocks(call.Now)
	return contract.SampleOrderCheck{
		Orderable: len(blocks) == 0, Available: facts.Registration.Available(), Reasons: api.Reasons(blocks),
	}, nil
}
