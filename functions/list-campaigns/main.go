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
	list, cursor, err := campaigns.OfAgency(ctx, c.Table, c.Caller.ID, c.Request.Status, c.Now, c.Page(c.Request.Paging))
	if err != nil {
		return contract.AgencyCampaigns{}, err
	}
	counts, err := count(ctx, c)
	return contract.AgencyCampaigns{Counts: counts, Page: api.PageOfViews(list, cursor, func(one campaign.Campaign) contract.AgencyCampaign {
		return contract.AgencyCampaignOf(one, c.Now)
	})}, err
}

// count is nil where the counts are not asked for.
func count(ctx context.Context, c *call) (*contract.CampaignCounts, error) {
	if !c.Request.Counts {
		return nil, nil
	}
	n, err := campaigns.CountStatuses(ctx, c.Table, c.Caller.ID, c.Now)
	return &contract.CampaignCounts{
		Ready: n[campaign.StatusReady], Upcoming: n[campaign.StatusUpcoming], Ongoing: n[campaign.StatusOngoing], Closed: n[campaign.StatusClosed],
	}, err
}
