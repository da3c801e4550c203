// Command list-available-samples lists the creators for whom samples can be requested in a campaign, by handle, with what
// the agency knows of each (feature F1).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.ListAvailableSamples, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListAvailableSamplesRequest]) (contract.Page[contract.AvailableCreator], error) {
	none, r := contract.Page[contract.AvailableCreator]{}, call.Request
	creators, cursor, err := samples.AvailableCreators(ctx, call.Table, call.Caller.ID, r.CampaignID, r.Candidates(), call.Page(r.Paging))
	if err != nil {
		return none, err
	}
	var out []contract.AvailableCreator
	for _, c := range creators {
		out = append(out, contract.AvailableCreator{
			CreatorID: c.Creator.ID, Handle: c.Creator.Handle, Followers: c.Creator.Followers, Products: c.Products,
			Destination: (*contract.Destination)(c.Authorization.Destination), OpenSamples: c.Record.Facts.OpenSamples,
			Samples: c.Record.Facts.CampaignSamples, SampledAs: c.Earlier, ReviewFor: c.Record.Facts.ReviewFor, LastInLine: c.Record.Facts.LowerPriority, PostingRate: c.Record.PostingRate(),
		})
	}
	return api.PageOf(out, cursor), nil
}
