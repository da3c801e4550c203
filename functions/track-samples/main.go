// Command track-samples lists a campaign's samples: of one tab, by status and age, or of a creator, a product or a time, by
// age (features H4, I4).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/samples"
)

type call = api.Call[contract.TrackSamplesRequest]

func main() { api.Start(contract.TrackSamples, handle) }

func handle(ctx context.Context, c *call) (contract.TrackedSamples, error) {
	none, r := contract.TrackedSamples{}, c.Request
	tab, status := r.Tab()
	list, cursor, err := samples.OfCampaign(ctx, c.Table, c.Caller.ID, r.CampaignID, samples.Wanted{
		Tab: tab, Status: status, Newest: r.Sort == contract.Newest,
		CreatorID: r.CreatorID, RegistrationID: r.RegistrationID, From: r.OrderedFrom, Before: r.OrderedBefore,
	}, c.Page(r.Paging))
	if err != nil {
		return none, err
	}
	with, err := samples.WithBeside(ctx, c.Table, list)
	if err != nil {
		return none, err
	}
	counts, err := count(ctx, c)
	return contract.TrackedSamples{Counts: counts, Page: api.PageOfViews(with, cursor, show)}, err
}

func show(s samples.Shown) contract.TrackedSample {
	return contract.TrackedSample{AgencySample: contract.AgencySampleOf(s.Sample), SampleSurroundings: contract.SampleSurroundingsOf(s.Beside.Campaign, s.Beside.Registration)}
}

// count is nil where the counts are not asked for.
func count(ctx context.Context, c *call) (*contract.TrackedCounts, error) {
	if !c.Request.Counts {
		return nil, nil
	}
	n, err := samples.CountTabs(ctx, c.Table, c.Request.CampaignID)
	counts := contract.TrackedCountsOf(n)
	return &counts, err
}
