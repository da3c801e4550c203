// Command create-campaign creates a campaign, once the onboarding is done (features A3, B1, B2). Sellers see it once it is
// published.
package main

import (
	"context"
	"errors"

	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/onboardings"
)

func main() { api.Start(contract.CreateCampaign, handle) }

func handle(ctx context.Context, call *api.Call[contract.CreateCampaignRequest]) (contract.AgencyCampaign, error) {
	none, draft := contract.AgencyCampaign{}, call.Request.Draft()
	if err := checkOnboarding(ctx, call); err != nil {
		return none, err
	}
	draft.ID, draft.AgencyID, draft.AgencyName = id.New(ctx, id.Campaign), call.Caller.ID, call.Caller.Name
	draft.AgencyMarket = call.Caller.Market
	c, err := campaign.Create(draft, call.Now)
	if err != nil {
		return none, err
	}
	e := event.First(c, campaign.EventCreated, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.AgencyCampaignOf(c, call.Now).WithoutContact(), campaigns.Created(c, e))
}

// checkOnboarding refuses an agency that has not finished its onboarding, with every step that is missing. What is done
// stays done, so it need not be asked again when the campaign is written.
func checkOnboarding(ctx context.Context, call *api.Call[contract.CreateCampaignRequest]) error {
	o, err := onboardings.Get(ctx, call.Table, call.Caller.ID)
	if errors.Is(err, onboarding.ErrNotFound) {
		o, err = onboarding.New(call.Caller.ID, call.Caller.Name), nil
	}
	if err != nil {
		return err
	}
	return o.Check()
}
