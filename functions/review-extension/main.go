// Command review-extension approves or refuses a creator's request for more time (feature I2). An approval moves the due
// date and the reminders.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.ReviewExtension, handle) }

func handle(ctx context.Context, call *api.Call[contract.ReviewExtensionRequest]) (contract.AgencySample, error) {
	none, r := contract.AgencySample{}, call.Request
	before, err := samples.GetOf(ctx, call.Table, call.Caller.ID, r.SampleID)
	if err != nil {
		return none, err
	}
	after, kind, err := sample.ReviewExtension(before, r.Decision, r.Reason, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, kind, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.AgencySampleOf(after), samples.Changed(before, after, e))
}
