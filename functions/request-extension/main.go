// Command request-extension asks the agency for more time for the content (feature I2). The due date stands until it
// answers.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.RequestExtension, handle) }

func handle(ctx context.Context, call *api.Call[contract.RequestExtensionRequest]) (contract.CreatorSample, error) {
	none, r := contract.CreatorSample{}, call.Request
	before, err := samples.GetOf(ctx, call.Table, call.Caller.ID, r.SampleID)
	if err != nil {
		return none, err
	}
	after, err := sample.RequestExtension(before, r.Days, r.Reason, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, sample.EventExtensionRequested, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.CreatorSampleOf(after), samples.Changed(before, after, e))
}
