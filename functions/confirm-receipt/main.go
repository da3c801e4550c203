// Command confirm-receipt confirms that the sample has arrived, and in which condition (feature H6).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.ConfirmReceipt, handle) }

func handle(ctx context.Context, call *api.Call[contract.ConfirmReceiptRequest]) (contract.CreatorSample, error) {
	before, err := samples.GetOf(ctx, call.Table, call.Caller.ID, call.Request.SampleID)
	if err != nil {
		return contract.CreatorSample{}, err
	}
	after, err := sample.Receive(before, call.Request.Condition, call.Now)
	if err != nil {
		return contract.CreatorSample{}, err
	}
	e := event.Changed(before, after, sample.EventReceived, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.CreatorSampleOf(after), samples.Changed(before, after, e))
}
