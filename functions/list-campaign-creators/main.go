// Command list-campaign-creators is the Lambda function of that action (feature E1).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
)

func main() { api.Start(contract.ListCampaignCreators, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListCampaignCreatorsRequest]) (contract.Page[contract.CampaignCreator], error) {
	promoters, cursor, err := call.Table.CampaignCreators(ctx, call.Caller.ID, call.Request.CampaignID, call.Page(call.Request.Paging))
	if err != nil {
		return contract.Page[contract.CampaignCreator]{}, err
	}
	var out []contract.CampaignCreator
	for _, p := range promoters {
		out = append(out, contract.CampaignCreator{
			CreatorID: p.Creator.ID, Handle: p.Creator.Handle, Followers: p.Creator.Followers, Products: p.Products,
			Authorization: p.Authorization.Shown(), Destination: p.Authorization.Destination,
		})
	}
	return api.PageOf(out, cursor), nil
}
