// Command list-fulfilment lists the samples to ship, with the recipient of each (feature H1). Its answer holds personal
// data: the recipients' addresses, for the seller who ships.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.ListFulfilment, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListFulfilmentRequest]) (contract.Page[contract.FulfilmentEntry], error) {
	parcels, cursor, err := samples.Fulfilment(ctx, call.Table, call.Caller.ID, call.Request.Sort == contract.Newest, call.Page(call.Request.Paging))
	if err != nil {
		return contract.Page[contract.FulfilmentEntry]{}, err
	}
	var out []contract.FulfilmentEntry
	for _, p := range parcels {
		entry := contract.FulfilmentEntry{
			SampleID: p.Sample.ID, CampaignID: p.Sample.CampaignID(), RegistrationID: p.Sample.RegistrationID, ProductID: p.Sample.ProductID,
			ProductName: p.Sample.ProductName, Variant: p.Sample.Variant, OrderedAt: p.Sample.QueuedAt(), Recipient: contract.Address(p.Recipient),
			SampleSurroundings: contract.SampleSurroundingsOf(p.Beside.Campaign, p.Beside.Registration),
		}
		if s := p.Sample.Shipment; s != nil && s.Failed == "" {
			entry.Label = &contract.Label{Carrier: s.Carrier, ServiceLevel: s.ServiceLevel, TrackingNumber: s.TrackingNumber, Cost: contract.Money(s.Cost)}
		}
		out = append(out, entry)
	}
	return api.PageOf(out, cursor), nil
}
