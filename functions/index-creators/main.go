// Command index-creators keeps the lists of a campaign's creators by status and handle up to date (features E1, F1).
package main

import (
	"context"

	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/worker"
)

func main() { worker.Rule(contract.IndexCreators, consumer{table.Open()}.consume) }

type consumer struct{ table *table.Table }

// consume follows a creator's showcase in its campaign, and an authorization in every campaign of its agency.
func (c consumer) consume(ctx context.Context, e event.Event) error {
	of := e.Parties
	if e.Type.Noun() == "showcase" {
		return creators.Index(ctx, c.table, of.AgencyID, of.CampaignID, of.CreatorID)
	}
	campaigns, err := creators.PromotedCampaigns(ctx, c.table, of.AgencyID, of.CreatorID)
	if err != nil {
		return err
	}
	for _, campaignID := range campaigns {
		if err := creators.Index(ctx, c.table, of.AgencyID, campaignID, of.CreatorID); err != nil {
			return err
		}
	}
	return nil
}
