// Command order-samples is the Lambda function of that action (feature F7).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
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
	return api.Rows(ctx, c, len(orders), func(ctx context.Context, c *call, i int) (sample.Sample, error) {
		return order(ctx, c, facts[i], c.Request.Orders[i].Variant)
	}), nil
}

func order(ctx context.Context, c *call, facts table.Facts, variant string) (sample.Sample, error) {
	if facts.Err != nil {
		return sample.Sample{}, facts.Err
	}
	s, err := sample.Order(id.New(ctx, id.Sample), variant, facts.Facts, c.Now)
	if err != nil {
		return sample.Sample{}, err
	}
	e, err := event.First(s, sample.EventOrdered, c.Caller.Party(), c.Now)
	if err != nil {
		return sample.Sample{}, err
	}
	return api.Commit(ctx, c, s, table.SampleOrdered(s, e, facts.Policy))
}
