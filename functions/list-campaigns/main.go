// Command list-campaigns lists the agency's campaigns, newest first (feature B4).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
)

type call = api.Call[contract.ListCampaignsRequest]

func main() { api.Start(contract.ListCampaigns, handle) }

func handle(ctx context.Context, c *call) (contract.AgencyCampaigns, error) {
	var list []campaign.Campaign
	var cursor string
	counts, err := api.WithCounts(ctx, c.Request.Counts, func(ctx context.Context) (err error) {
		list, cursor, err = campaigns.OfAgency(ctx, c.Table, c.Caller.ID, c.Request.Status, c.Now, c.Page(c.Request.Paging))
		return err
	}, func(ctx context.Context) (contract.CampaignCounts, error) {
		n, err := campaigns.CountStatuses(ctx, c.Table, c.Caller.ID, c.Now)
		return contract.CampaignCounts{
			Ready: n[campaign.StatusReady], Upcoming: n[campaign.StatusUpcoming], Ongoing: n[campaign.StatusOngoing], Closed: n[campaign.StatusClosed],
		}, err
	})
	return contract.AgencyCampaigns{Counts: counts, Page: api.PageOfViews(list, cursor, func(one campaign.Campaign) contract.AgencyCampaign {
		return contract.AgencyCampaignOf(one, c.Now)
	})}, err
}
