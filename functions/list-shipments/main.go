// Command list-shipments lists what the seller has shipped and what came of it, by status, newest first, as JSON or CSV (features H1,
// H4, H5). It holds nothing of the recipients: whoever ships needs them before the dispatch only.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/samples"
)

type call = api.Call[contract.ListShipmentsRequest]

func main() { api.Start(contract.ListShipments, handle) }

func handle(ctx context.Context, c *call) (contract.Shipments, error) {
	var list []samples.Surrounded
	var cursor string
	counts, err := api.WithCounts(ctx, c.Request.Counted(), func(ctx context.Context) (err error) {
		r := &c.Request
		wanted := samples.Parcels{CampaignID: r.CampaignID, Newest: r.Sort == contract.Newest}
		list, cursor, err = samples.Shipments(ctx, c.Table, c.Caller.ID, r.Status, wanted, c.Page(r.NextPage()))
		return err
	}, func(ctx context.Context) (contract.ParcelCounts, error) {
		n, err := samples.CountParcels(ctx, c.Table, c.Caller.ID)
		return contract.ParcelCountsOf(n), err
	})
	return contract.Shipments{Counts: counts, Page: api.PageOfViews(list, cursor, func(s samples.Surrounded) contract.ShippedSample {
		return contract.ShippedSampleOf(s.Sample, contract.SampleSurroundingsOf(s.Beside.Campaign, s.Beside.Registration))
	})}, err
}
