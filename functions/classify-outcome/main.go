// Command classify-outcome judges posted content: generated, usable, contributed to sales (feature I6). A later judgement
// replaces an earlier one.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.ClassifyOutcome, handle) }

func handle(ctx context.Context, call *api.Call[contract.ClassifyOutcomeRequest]) (contract.AgencySample, error) {
	none, r := contract.AgencySample{}, call.Request
	before, err := samples.GetOf(ctx, call.Table, call.Caller.ID, r.SampleID)
	if err != nil {
		return none, err
	}
	after, err := sample.Classify(before, r.Outcome(), call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, sample.EventClassified, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.AgencySampleOf(after), samples.Changed(before, after, e))
}
