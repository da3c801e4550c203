// Command retry-lifecycle lets the workflow of a sample, which was restarted in vain, be started anew: within the hour, by
// the reconciler (feature O2).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.RetryLifecycle, handle) }

func handle(ctx context.Context, call *api.Call[contract.SampleRequest]) (contract.RetriedLifecycle, error) {
	none := contract.RetriedLifecycle{}
	before, err := samples.Get(ctx, call.Table, call.Request.SampleID)
	if err != nil {
		return none, err
	}
	after, err := sample.Retry(before)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, sample.EventRetried, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.RetriedLifecycle{Status: after.Status}, samples.Changed(before, after, e))
}
