// Command record-label records the shipping label of a sample, which may share its parcel (feature H2). Another one replaces
// it until the delivery.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/shipping"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.RecordLabel, handle) }

func handle(ctx context.Context, call *api.Call[contract.RecordLabelRequest]) (contract.SellerSample, error) {
	none, r := contract.SellerSample{}, call.Request
	facts, err := samples.ToLabel(ctx, call.Table, call.Caller.ID, samples.NewLabel{SampleID: r.SampleID, Carrier: r.Carrier, Number: r.TrackingNumber})
	if err != nil {
		return none, err
	}
	f := facts[0]
	if f.Err != nil {
		return none, f.Err
	}
	after, change, err := shipping.Label(ctx, call.Table, f, r.Shipment(), call.Caller.Party(), call.Now)
	switch {
	case err != nil:
		return none, contract.RefuseSeller(err, f.Sample)
	case after.Version == f.Sample.Version: // the very same label
		return contract.SellerSampleOf(after), nil
	}
	return api.Commit(ctx, call, contract.SellerSampleOf(after), change)
}
