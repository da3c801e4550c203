// Command correct-content corrects a post that the creator logged wrong (feature I3). One that TikTok Shop has confirmed
// stands.
package main

import (
	"context"
	"os"
	"strconv"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

// corrector corrects content, which is on one of the sites.
type corrector struct{ sites sample.Sites }

func main() {
	c := corrector{sample.ParseSites(os.Getenv(sample.SitesVariable))}
	api.Start(contract.CorrectContent, c.handle)
}

func (c corrector) handle(ctx context.Context, call *api.Call[contract.CorrectContentRequest]) (contract.CreatorSample, error) {
	none, r := contract.CreatorSample{}, call.Request
	before, err := samples.GetOf(ctx, call.Table, call.Caller.ID, r.SampleID)
	if err != nil {
		return none, err
	}
	number, _ := strconv.Atoi(r.Number) // its pattern has been checked
	correction := sample.Correction{Kind: r.Kind, URL: r.URL, PublishedAt: r.PublishedAt}
	after, kind, err := sample.CorrectContent(before, number, correction, c.sites, call.Now)
	switch {
	case err != nil:
		return none, err
	case kind == "":
		return contract.CreatorSampleOf(after), nil
	}
	e := event.Changed(before, after, kind, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.CreatorSampleOf(after), samples.Changed(before, after, e))
}
