// Command update-campaign edits a campaign: after its first publication only name, description and contact (feature B4).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.UpdateCampaign, handle) }

func handle(ctx context.Context, call *api.Call[contract.UpdateCampaignRequest]) (contract.AgencyCampaign, error) {
	none, r := contract.AgencyCampaign{}, call.Request
	before, err := campaigns.Get(ctx, call.Table, call.Caller.ID, r.CampaignID)
	if err != nil {
		return none, err
	}
	if r.Version != nil && *r.Version != before.Version {
		return none, campaign.ErrStale.With("version", before.Version)
	}
	after, err := campaign.Edit{
		TargetMarket: r.TargetMarket, Name: r.Name, Description: r.Description, RegistrationPeriod: (*campaign.Period)(r.RegistrationPeriod),
		CampaignPeriod: (*campaign.Period)(r.CampaignPeriod), SellerScope: (*campaign.SellerScope)(r.SellerScope),
		MinTotalRate: r.MinTotalRate, Contact: (*campaign.Contact)(r.Contact),
	}.Apply(before, call.Now)
	if err != nil {
		return none, err
	}
	if after.Version == before.Version {
		return contract.AgencyCampaignOf(after, call.Now), nil
	}
	e := event.Changed(before, after, campaign.EventUpdated, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.AgencyCampaignOf(after, call.Now), campaigns.Changed(before, after, e))
}
