// Command track-samples lists a campaign's samples: of one tab, by status and age, or of a creator, a product or a time, by
// age (features H4, I4).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

type call = api.Call[contract.TrackSamplesRequest]

func main() { api.Start(contract.TrackSamples, handle) }

func handle(ctx context.Context, c *call) (contract.TrackedSamples, error) {
	var list []sample.Sample
	var cursor string
	r := c.Request
	tab, status := r.Tab()
	counts, err := api.WithCounts(ctx, r.Counts, func(ctx context.Context) (err error) {
		list, cursor, err = samples.OfCampaign(ctx, c.Table, c.Caller.ID, r.CampaignID, samples.Wanted{
			Tab: tab, Status: status, Newest: r.Sort == contract.Newest,
			CreatorID: r.CreatorID, RegistrationID: r.RegistrationID, From: r.OrderedFrom, Before: r.OrderedBefore, ChangedSince: r.UpdatedSince,
		}, c.Page(r.Paging))
		return err
	}, func(ctx context.Context) (contract.TrackedCounts, error) {
		n, err := samples.CountTabs(ctx, c.Table, r.CampaignID)
		return contract.TrackedCounts{NotYetPosted: n[sample.NotYetPosted], Posted: n[sample.HasPosted], Closed: n[sample.Closed]}, err
	})
	return contract.TrackedSamples{Counts: counts, Page: api.PageOfViews(list, cursor, contract.AgencySampleOf)}, err
}
