// Command browse-marketplace lists the campaigns that the seller may register products in now or later, the earliest closing date
// first (feature B5).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/table/campaigns"
)

type call = api.Call[contract.BrowseMarketplaceRequest]

func main() { api.Start(contract.BrowseMarketplace, handle) }

func handle(ctx context.Context, c *call) (contract.Marketplace, error) {
	r, shop := c.Request, c.Caller.Shop()
	search := campaign.Search{Filter: r.Scope, Registration: r.Status, Shop: shop, Words: campaign.Words(r.Search)}
	if r.Search != "" && len(search.Words) == 0 {
		var fields fault.Fields
		fields.Add("search", "no_words")
		return contract.Marketplace{}, fields.Err()
	}
	var list []campaign.Campaign
	var cursor string
	counts, err := api.WithCounts(ctx, r.Counts, func(ctx context.Context) (err error) {
		list, cursor, err = campaigns.Marketplace(ctx, c.Table, search, c.Now, c.Page(r.Paging))
		return err
	}, func(ctx context.Context) (contract.MarketplaceCounts, error) {
		n, err := campaigns.CountMarketplace(ctx, c.Table, search, c.Now)
		return contract.MarketplaceCounts{All: n[campaign.Everything], Target: n[campaign.Target], Local: n[campaign.Local]}, err
	})
	return contract.Marketplace{Counts: counts, Page: api.PageOfViews(list, cursor, func(one campaign.Campaign) contract.SellerCampaign {
		return contract.SellerCampaignOf(one, shop, c.Now)
	})}, err
}
