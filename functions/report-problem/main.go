// Command report-problem reports a sample as missing, damaged or the wrong item (feature H6). The agency decides what
// follows.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.ReportProblem, handle) }

func handle(ctx context.Context, call *api.Call[contract.ReportProblemRequest]) (contract.CreatorSample, error) {
	none, r := contract.CreatorSample{}, call.Request
	before, err := samples.GetOf(ctx, call.Table, call.Caller.ID, r.SampleID)
	if err != nil {
		return none, err
	}
	after, err := sample.ReportProblem(before, r.Exception(), call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, sample.EventProblem, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.CreatorSampleOf(after), samples.Changed(before, after, e))
}
