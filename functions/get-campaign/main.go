// Command get-campaign is the Lambda function of that action (features B4, B5).
package main

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/contract"
)

func main() { api.Start(contract.GetCampaign, handle) }

func handle(ctx context.Context, call *api.Call[contract.CampaignRequest]) (any, error) {
	caller, campaignID := call.Caller, call.Request.CampaignID
	if caller.Kind == actor.Seller {
		c, err := call.Table.CampaignForSeller(ctx, caller.ID, caller.Shop(), campaignID)
		return contract.ViewForSeller(c, caller.Shop(), call.Now), err
	}
	c, err := call.Table.Campaign(ctx, caller.ID, campaignID)
	return contract.ViewCampaign(c, call.Now), err
}
