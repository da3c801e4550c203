// Command link-sample links a sample to its application on TikTok Shop, whose events move it from then on (feature H8). A
// second replaces the first.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.LinkSample, handle) }

func handle(ctx context.Context, call *api.Call[contract.LinkSampleRequest]) (contract.AgencySample, error) {
	before, err := samples.GetOf(ctx, call.Table, call.Caller.ID, call.Request.SampleID)
	if err != nil {
		return contract.AgencySample{}, err
	}
	after, err := sample.Link(before, call.Request.ApplicationID)
	if err != nil {
		return contract.AgencySample{}, err
	}
	named := sample.Named{ShopID: call.Request.ShopID, CreatorOpenID: call.Request.CreatorOpenID}
	e := event.Changed(before, after, sample.EventLinked, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.AgencySampleOf(after), samples.Linked(before, after, named, e))
}
