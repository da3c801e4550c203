// Command order-samples is the Lambda function of that action (features F7, F9).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/ordering"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

type call = api.Call[contract.OrderSamplesRequest]

func main() { api.Start(contract.OrderSamples, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[sample.Sample], error) {
	var orders []table.OrderOf
	for _, o := range c.Request.Orders {
		orders = append(orders, table.OrderOf{CampaignID: o.CampaignID, RegistrationID: o.RegistrationID, CreatorID: o.CreatorID})
	}
	facts, err := c.Table.SampleOrders(ctx, c.Caller.ID, orders)
	if err != nil {
		return contract.Rows[sample.Sample]{}, err
	}
	// A product's allocation and a creator's limits count over several rows.
	shares := func(i int) []string { return []string{orders[i].RegistrationID, orders[i].CreatorID} }
	return api.Rows(ctx, c, len(orders), shares, func(ctx context.Context, c *call, i int) (sample.Sample, error) {
		if facts[i].Err != nil {
			return sample.Sample{}, facts[i].Err
		}
		return ordering.Place(ctx, c, c.Request.Orders[i], facts[i].Facts)
	})
}
