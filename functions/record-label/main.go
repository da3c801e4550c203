// Command record-label records the shipping label of a sample, which may share its parcel (feature H2). Another one replaces
// it until the delivery.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.RecordLabel, handle) }

func handle(ctx context.Context, call *api.Call[contract.RecordLabelRequest]) (contract.SellerSample, error) {
	none, r := contract.SellerSample{}, call.Request
	before, parcel, err := samples.ToLabel(ctx, call.Table, call.Caller.ID, r.SampleID, r.Carrier, r.TrackingNumber)
	if err != nil {
		return none, err
	}
	after, kind, err := sample.Label(before, sample.Shipment{
		Carrier: r.Carrier, ServiceLevel: r.ServiceLevel, TrackingNumber: r.TrackingNumber, Cost: registration.Money(r.Cost),
	}, call.Now)
	switch {
	case err != nil:
		return none, contract.RefuseSeller(err, before)
	case kind == "": // the very same label
		return contract.SellerSampleOf(after), nil
	}
	claimed, err := samples.Claim(ctx, call.Table, parcel, after, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, kind, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.SellerSampleOf(after), samples.LabelRecorded(before, after, parcel, claimed, e))
}
