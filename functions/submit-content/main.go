// Command submit-content logs a video or LIVE that the creator posted; up to 20 of a sample (feature I3). One that comes
// after the deadline is late.
package main

import (
	"context"
	"os"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

// logger logs content that is on one of the sites.
type logger struct{ sites sample.Sites }

func main() {
	l := logger{sample.ParseSites(os.Getenv(sample.SitesVariable))}
	api.Start(contract.SubmitContent, l.handle)
}

func (l logger) handle(ctx context.Context, call *api.Call[contract.SubmitContentRequest]) (contract.CreatorSample, error) {
	r := call.Request
	before, err := samples.GetOf(ctx, call.Table, call.Caller.ID, r.SampleID)
	if err != nil {
		return contract.CreatorSample{}, err
	}
	posting := sample.Content{Kind: r.Kind, URL: r.URL, PublishedAt: r.PublishedAt}
	after, kind, err := sample.LogContent(before, posting, l.sites, call.Now)
	if err != nil {
		return contract.CreatorSample{}, err
	}
	e := event.Changed(before, after, kind, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.CreatorSampleOf(after), samples.Changed(before, after, e))
}
