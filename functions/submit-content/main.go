// Command submit-content is the Lambda function of that action (feature I3).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

func main() { api.Start(contract.SubmitContent, handle) }

func handle(ctx context.Context, call *api.Call[contract.SubmitContentRequest]) (sample.Sample, error) {
	r := call.Request
	before, err := call.Table.SampleOf(ctx, call.Caller.ID, r.SampleID)
	if err != nil {
		return sample.Sample{}, err
	}
	after, err := sample.Post(before, sample.Posting{Kind: r.Kind, URL: r.URL, PublishedAt: r.PublishedAt}, policy.Default, call.Now)
	if err != nil {
		return sample.Sample{}, err
	}
	e := event.Changed(before, after, sample.EventPosted, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, after, table.SampleChanged(before, after, e))
}
