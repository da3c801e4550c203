// Command track-samples is the Lambda function of that action (features H4, I4).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.TrackSamples, handle) }

func handle(ctx context.Context, call *api.Call[contract.TrackSamplesRequest]) (contract.Page[contract.AgencySample], error) {
	none, r := contract.Page[contract.AgencySample]{}, call.Request
	tab, status := r.Tab()
	list, cursor, err := samples.OfCampaign(ctx, call.Table, r.CampaignID, tab, status, call.Page(r.Paging))
	switch {
	case err != nil:
		return none, err
	case len(list) == 0: // which says nothing of whose campaign it is
		_, err = campaigns.Get(ctx, call.Table, call.Caller.ID, r.CampaignID)
	case list[0].AgencyID != call.Caller.ID:
		err = campaign.ErrNotFound
	}
	if err != nil {
		return none, err
	}
	return api.PageOf(api.Each(list, contract.AgencySampleOf), cursor), nil
}
