// Command index-campaign keeps what sellers find up to date: the marketplace (feature B5), and the campaigns in which they
// have products (feature B6).
package main

import (
	"context"

	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/worker"
)

func main() { worker.Rule(contract.IndexCampaign, consumer{table.Open()}.consume) }

type consumer struct{ table *table.Table }

func (c consumer) consume(ctx context.Context, e event.Event) error {
	if e.Type == registration.EventRegistered {
		return campaigns.Participate(ctx, c.table, e.Parties)
	}
	return campaigns.Index(ctx, c.table, e.Parties.CampaignID)
}
