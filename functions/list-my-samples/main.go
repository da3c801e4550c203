// Command list-my-samples lists the caller's samples (features H4, I4). A page of one tab may hold fewer than the limit:
// read on until there is no nextCursor.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

type call = api.Call[contract.ListMySamplesRequest]

func main() { api.Start(contract.ListMySamples, handle) }

func handle(ctx context.Context, c *call) (contract.MySamples, error) {
	none, r := contract.MySamples{}, c.Request
	list, cursor, err := samples.OfCreator(ctx, c.Table, c.Caller.ID, r.Status, r.Sort == contract.Oldest, c.Page(r.Paging))
	if err != nil {
		return none, err
	}
	counts, err := count(ctx, c)
	return contract.MySamples{Counts: counts, Page: api.PageOfViews(list, cursor, func(m samples.Shown) contract.MySample {
		return contract.MySample{
			CreatorSample: contract.CreatorSampleOf(m.Sample), SampleSurroundings: contract.SampleSurroundingsOf(m.Beside.Campaign, m.Beside.Registration),
		}
	})}, err
}

// count is nil where the counts are not asked for.
func count(ctx context.Context, c *call) (*contract.MySampleCounts, error) {
	if !c.Request.Counts {
		return nil, nil
	}
	n, err := samples.CountTabsOfCreator(ctx, c.Table, c.Caller.ID)
	return &contract.MySampleCounts{
		InProgress: n[sample.TabInProgress], PendingContent: n[sample.TabPendingContent], Posted: n[sample.TabPosted], Closed: n[sample.TabClosed],
	}, err
}
