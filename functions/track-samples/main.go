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
	var list []samples.Surrounded
	var cursor string
	r := c.Request
	tab, status := r.Tab()
	counts, err := api.WithCounts(ctx, r.Counts, func(ctx context.Context) (err error) {
		page, next, err := samples.OfCampaign(ctx, c.Table, c.Caller.ID, r.CampaignID, samples.Wanted{
			Tab: tab, Status: status, Newest: r.Sort == contract.Newest,
			CreatorID: r.CreatorID, RegistrationID: r.RegistrationID, From: r.OrderedFrom, Before: r.OrderedBefore, ChangedSince: r.UpdatedSince,
		}, c.Page(r.Paging))
		if err != nil {
			return err
		}
		cursor = next
		list, err = samples.WithBeside(ctx, c.Table, page)
		return err
	}, func(ctx context.Context) (contract.TrackedCounts, error) {
		n, err := samples.CountTabs(ctx, c.Table, r.CampaignID)
		return contract.TrackedCountsOf(n), err
	})
	return contract.TrackedSamples{Counts: counts, Page: api.PageOfViews(list, cursor, show)}, err
}

func show(s samples.Surrounded) contract.TrackedSample {
	return contract.TrackedSample{AgencySample: contract.AgencySampleOf(s.Sample), SampleSurroundings: contract.SampleSurroundingsOf(s.Beside.Campaign, s.Beside.Registration)}
}
