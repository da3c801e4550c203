// Command list-campaigns is the Lambda function of that action (feature B4).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.ListCampaigns, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListCampaignsRequest]) (contract.Page[contract.AgencyCampaign], error) {
	list, cursor, err := campaigns.OfAgency(ctx, call.Table, call.Caller.ID, call.Request.Status, call.Now, call.Page(call.Request.Paging))
	views := make([]contract.AgencyCampaign, 0, len(list))
	for _, c := range list {
		views = append(views, contract.AgencyCampaignOf(c, call.Now))
	}
	return api.PageOf(views, cursor), err
}
