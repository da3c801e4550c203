// Command list-fulfilment lists the samples to ship, with the recipient of each, as JSON or CSV (feature H1). Its answer holds
// personal data: the recipients' addresses, for the seller who ships.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

type call = api.Call[contract.ListFulfilmentRequest]

func main() { api.Start(contract.ListFulfilment, handle) }

func handle(ctx context.Context, c *call) (contract.Fulfilment, error) {
	var parcels []samples.ToShip
	var cursor string
	counts, err := api.WithCounts(ctx, c.Request.Counted(), func(ctx context.Context) (err error) {
		r := &c.Request
		wanted := samples.Parcels{CampaignID: r.CampaignID, Newest: r.Sort == contract.Newest}
		parcels, cursor, err = samples.Fulfilment(ctx, c.Table, c.Caller.ID, wanted, c.Page(r.NextPage()))
		return err
	}, func(ctx context.Context) (contract.ParcelCounts, error) {
		n, err := samples.CountParcels(ctx, c.Table, c.Caller.ID)
		return contract.ParcelCountsOf(n), err
	})
	return contract.Fulfilment{Counts: counts, Page: api.PageOfViews(parcels, cursor, entryOf)}, err
}

func entryOf(p samples.ToShip) contract.FulfilmentEntry {
	out := contract.FulfilmentEntry{
		SampleID: p.Sample.ID, CampaignID: p.Sample.CampaignID(), RegistrationID: p.Sample.RegistrationID, ProductID: p.Sample.ProductID,
		ProductName: p.Sample.ProductName, Variant: p.Sample.Variant, OrderedAt: p.Sample.QueuedAt(),
		ShipByAt: sample.ShipBy(p.Sample), Recipient: contract.Address(p.Recipient),
		SampleSurroundings: contract.SampleSurroundingsOf(p.Beside.Campaign, p.Beside.Registration),
	}
	if s := p.Sample.Shipment; s != nil && s.Failed == "" {
		out.Label = &contract.Label{Carrier: s.Carrier, ServiceLevel: s.ServiceLevel, TrackingNumber: s.TrackingNumber, Cost: contract.Money(s.Cost)}
	}
	return out
}
