// Command dispatch-sample records that the parcel has been handed to the carrier (feature H2).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/shipping"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.DispatchSample, handle) }

func handle(ctx context.Context, call *api.Call[contract.DispatchSampleRequest]) (contract.SellerSample, error) {
	none, r := contract.SellerSample{}, call.Request
	before, err := samples.GetOf(ctx, call.Table, call.Caller.ID, r.SampleID)
	if err != nil {
		return none, err
	}
	after, change, err := shipping.Dispatch(before, r.Warehouse, r.PackedItems, call.Caller.Party(), call.Now)
	if err != nil {
		return none, contract.RefuseSeller(err, before)
	}
	return api.Commit(ctx, call, contract.SellerSampleOf(after), change)
}
