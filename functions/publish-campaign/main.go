// Command publish-campaign publishes a campaign to sellers, or takes it back; products that are registered go on (feature
// B3).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.PublishCampaign, handle) }

func handle(ctx context.Context, call *api.Call[contract.PublishCampaignRequest]) (contract.AgencyCampaign, error) {
	none := contract.AgencyCampaign{}
	before, err := campaigns.Get(ctx, call.Table, call.Caller.ID, call.Request.CampaignID)
	if err != nil {
		return none, err
	}
	after, kind, err := campaign.SetPublished(before, call.Request.Published, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, kind, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.AgencyCampaignOf(after, call.Now).WithoutContact(), campaigns.Changed(before, after, e))
}
