// Command dispatch-samples records up to 100 dispatches, as JSON or CSV; an answer for each (feature H2). The same upload again
// changes nothing.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/shipping"
	"samplepath/shared/table/samples"
)

type call = api.Call[contract.DispatchSamplesRequest]

func main() { api.Start(contract.DispatchSamples, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[contract.SellerSample], error) {
	var ids []string
	for _, d := range c.Request.Dispatches {
		ids = append(ids, d.SampleID)
	}
	return api.Rows(ctx, c, api.Bulk[contract.DispatchSamplesRequest, samples.Asked, contract.SellerSample]{
		Rows:   len(ids),
		Shares: func(i int) []string { return ids[i : i+1] },
		Read: func(ctx context.Context, rows []int) ([]samples.Asked, error) {
			return samples.EachOf(ctx, c.Table, c.Caller.ID, api.Pick(ids, rows))
		},
		Decide: dispatch,
	})
}

func dispatch(ctx context.Context, c *call, i int, before samples.Asked) (contract.SellerSample, error) {
	none, r := contract.SellerSample{}, c.Request.Dispatches[i]
	if before.Err != nil {
		return none, before.Err
	}
	after, change, err := shipping.Dispatch(before.Sample, r.Warehouse, r.PackedItems, c.Caller.Party(), c.Now)
	if err != nil {
		return none, contract.RefuseSeller(err, before.Sample)
	}
	return api.Commit(ctx, c, contract.SellerSampleOf(after), change)
}
