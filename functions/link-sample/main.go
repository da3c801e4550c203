// Command link-sample is the Lambda function of that action (feature H8).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

func main() { api.Start(contract.LinkSample, handle) }

func handle(ctx context.Context, call *api.Call[contract.LinkSampleRequest]) (sample.Sample, error) {
	before, err := call.Table.SampleOf(ctx, call.Caller.ID, call.Request.SampleID)
	if err != nil {
		return sample.Sample{}, err
	}
	after, err := sample.Link(before, call.Request.ApplicationID)
	if err != nil {
		return sample.Sample{}, err
	}
	e := event.Changed(before, after, sample.EventLinked, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, after, table.SampleLinked(before, after, call.Request.CreatorOpenID, e))
}
