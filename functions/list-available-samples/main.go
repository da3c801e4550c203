// Command list-available-samples is the Lambda function of that action (feature F1).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/candidate"
	"samplepath/shared/contract"
)

func main() { api.Start(contract.ListAvailableSamples, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListAvailableSamplesRequest]) (contract.Page[contract.AvailableCreator], error) {
	none, r := contract.Page[contract.AvailableCreator]{}, call.Request
	search := candidate.Search{
		Handle: r.Search, RegistrationID: r.RegistrationID, MinFollowers: r.MinFollowers, MaxFollowers: r.MaxFollowers,
		MinPostingRate: r.MinPostingRate, Sampled: r.Sampled,
	}
	if err := search.Check(); err != nil {
		return none, err
	}
	creators, cursor, err := call.Table.AvailableCreators(ctx, call.Caller.ID, r.CampaignID, search, call.Page(r.Paging))
	if err != nil {
		return none, err
	}
	var out []contract.AvailableCreator
	for _, c := range creators {
		out = append(out, contract.AvailableCreator{
			CreatorID: c.Creator.ID, Handle: c.Creator.Handle, Followers: c.Creator.Followers, Products: c.Products,
			Destination: c.Authorization.Destination, OpenSamples: c.Record.Facts.OpenSamples,
			Samples: c.Record.Facts.CampaignSamples, SampledAs: c.Earlier, PostingRate: c.Record.PostingRate(),
		})
	}
	return api.PageOf(out, cursor), nil
}
