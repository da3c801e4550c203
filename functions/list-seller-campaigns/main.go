// Command list-seller-campaigns lists the campaigns in which the seller has products, newest first, with the products in
// each (feature B6).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

type call = api.Call[contract.ListSellerCampaignsRequest]

func main() { api.Start(contract.ListSellerCampaigns, handle) }

func handle(ctx context.Context, c *call) (contract.MyCampaigns, error) {
	var list []campaigns.Participation
	var cursor string
	counts, err := api.WithCounts(ctx, c.Request.Counts, func(ctx context.Context) (err error) {
		list, cursor, err = campaigns.OfSeller(ctx, c.Table, c.Caller.ID, c.Request.Status, c.Now, c.Page(c.Request.Paging))
		return err
	}, func(ctx context.Context) (contract.MyCampaignCounts, error) {
		n, err := campaigns.CountOfSeller(ctx, c.Table, c.Caller.ID, c.Now)
		return contract.MyCampaignCounts{Upcoming: n[campaign.StatusUpcoming], Ongoing: n[campaign.StatusOngoing], Closed: n[campaign.StatusClosed]}, err
	})
	return contract.MyCampaigns{Counts: counts, Page: api.PageOfViews(list, cursor, func(one campaigns.Participation) contract.MyCampaign {
		return contract.MyCampaign{
			SellerCampaign: contract.SellerCampaignOf(one.Campaign, c.Caller.Shop(), c.Now), ProductCount: one.Count,
			Products: api.Each(one.Products, func(r registration.Registration) contract.CampaignProduct {
				return contract.CampaignProductOf(r, one.Campaign, c.Now)
			}),
		}
	})}, err
}
