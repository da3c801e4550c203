// Command order-samples orders up to 100 samples, as JSON or CSV; an answer for each (features F7, F9). The same upload
// again creates nothing.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/ordering"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
)

type call = api.Call[contract.OrderSamplesRequest]

func main() { api.Start(contract.OrderSamples, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[contract.AgencySample], error) {
	orders := c.Request.Orders
	return api.Rows(ctx, c, api.Bulk[contract.OrderSamplesRequest, samples.RowFacts, contract.AgencySample]{
		Rows: len(orders),
		// A product's allocation and a creator's limits count over several rows.
		Shares: func(i int) []string { return []string{orders[i].RegistrationID, orders[i].CreatorID} },
		Read: func(ctx context.Context, rows []int) ([]samples.RowFacts, error) {
			var wanted []samples.Row
			for _, o := range api.Pick(orders, rows) {
				wanted = append(wanted, samples.Row{CampaignID: o.CampaignID, RegistrationID: o.RegistrationID, CreatorID: o.CreatorID, Repeats: o.RepeatReason != ""})
			}
			return samples.FactsOfRows(ctx, c.Table, c.Caller.ID, wanted)
		},
		Decide: func(ctx context.Context, c *call, i int, facts samples.RowFacts) (contract.AgencySample, error) {
			if facts.Err != nil {
				return contract.AgencySample{}, facts.Err
			}
			return place(ctx, c, orders[i], facts.Facts)
		},
	})
}

func place(ctx context.Context, c *call, r contract.OrderSampleRequest, facts sample.Facts) (contract.AgencySample, error) {
	order := ordering.Order{By: c.Caller.Party(), Variant: r.Variant, AwaitAuthorization: r.AwaitAuthorization, RepeatReason: r.RepeatReason, ReviewNote: r.ReviewNote}
	s, change, err := ordering.Place(ctx, order, facts, c.Now)
	if err != nil {
		return contract.AgencySample{}, err
	}
	return api.Create(ctx, c, contract.AgencySampleOf(s), change)
}
