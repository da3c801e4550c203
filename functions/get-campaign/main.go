// Command get-campaign reads a campaign (features B4, B5). A seller sees one that is published to the shop, or that it has
// products in.
package main

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.GetCampaign, handle) }

func handle(ctx context.Context, call *api.Call[contract.CampaignRequest]) (any, error) {
	caller, campaignID := call.Caller, call.Request.CampaignID
	if caller.Kind == actor.Seller {
		c, err := campaigns.ForSeller(ctx, call.Table, caller.ID, caller.Shop(), campaignID)
		return contract.SellerCampaignDetail{View: caller.Kind, SellerCampaign: contract.SellerCampaignOf(c, caller.Shop(), call.Now)}, err
	}
	c, err := campaigns.Get(ctx, call.Table, caller.ID, campaignID)
	return contract.AgencyCampaignDetail{View: caller.Kind, AgencyCampaign: contract.AgencyCampaignOf(c, call.Now)}, err
}
