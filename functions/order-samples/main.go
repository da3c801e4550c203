// Command order-samples is the Lambda function of that action (features F7, F9).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/ordering"
	"samplepath/shared/table"
)

type call = api.Call[contract.OrderSamplesRequest]

func main() { api.Start(contract.OrderSamples, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[contract.AgencySample], error) {
	orders := c.Request.Orders
	return api.Rows(ctx, c, api.Bulk[contract.OrderSamplesRequest, table.Facts, contract.AgencySample]{
		Rows: len(orders),
		// A product's allocation and a creator's limits count over several rows.
		Shares: func(i int) []string { return []string{orders[i].RegistrationID, orders[i].CreatorID} },
		Read: func(ctx context.Context, rows []int) ([]table.Facts, error) {
			var wanted []table.OrderOf
			for _, o := range api.Pick(orders, rows) {
				wanted = append(wanted, table.OrderOf{CampaignID: o.CampaignID, RegistrationID: o.RegistrationID, CreatorID: o.CreatorID})
			}
			return c.Table.SampleOrders(ctx, c.Caller.ID, wanted)
		},
		Decide: func(ctx context.Context, c *call, i int, facts table.Facts) (contract.AgencySample, error) {
			if facts.Err != nil {
				return contract.AgencySample{}, facts.Err
			}
			return ordering.Place(ctx, c, orders[i], facts.Facts)
		},
	})
}
