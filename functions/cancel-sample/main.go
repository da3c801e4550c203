// Command cancel-sample cancels a sample before its dispatch (feature F10). It goes back to the allocation, once.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.CancelSample, handle) }

func handle(ctx context.Context, call *api.Call[contract.SampleRequest]) (contract.AgencySample, error) {
	before, err := samples.GetOf(ctx, call.Table, call.Caller.ID, call.Request.SampleID)
	if err != nil {
		return contract.AgencySample{}, err
	}
	after, err := sample.Cancel(before)
	if err != nil {
		return contract.AgencySample{}, err
	}
	e := event.Changed(before, after, sample.EventCancelled, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.AgencySampleOf(after), samples.Released(before, after, e))
}
