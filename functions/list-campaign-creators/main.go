// Command list-campaign-creators lists or searches the creators who have a product of the campaign in their showcase, with
// each one's authorization (feature E1).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
)

type call = api.Call[contract.ListCampaignCreatorsRequest]

func main() { api.Start(contract.ListCampaignCreators, handle) }

func handle(ctx context.Context, c *call) (contract.CampaignCreators, error) {
	var promoters []creators.Promoter
	var cursor string
	counts, err := api.WithCounts(ctx, c.Request.Counts, func(ctx context.Context) (err error) {
		promoters, cursor, err = list(ctx, c)
		return err
	}, func(ctx context.Context) (contract.AuthorizationCounts, error) {
		n, err := creators.CountStatuses(ctx, c.Table, c.Request.CampaignID)
		return contract.AuthorizationCounts{
			Unauthorized: n[authorization.StatusUnauthorized], Pending: n[authorization.StatusPending], Authorized: n[authorization.StatusAuthorized],
			Ended: n[authorization.StatusEnded], Rejected: n[authorization.StatusRejected],
		}, err
	})
	return contract.CampaignCreators{Counts: counts, Page: api.PageOfViews(promoters, cursor, func(p creators.Promoter) contract.CampaignCreator {
		return contract.CampaignCreator{
			CreatorID: p.Creator.ID, Handle: p.Creator.Handle, Followers: p.Creator.Followers, Products: p.Products,
			CreatorAuthorizationStatus: contract.CreatorAuthorizationStatusOf(p.Authorization), Destination: (*contract.Destination)(p.Authorization.Destination),
		}
	})}, err
}

// list is by id and up to date, or by handle where something is looked for or that order is asked for.
func list(ctx context.Context, c *call) ([]creators.Promoter, string, error) {
	r := c.Request
	page := c.Page(r.Paging)
	if r.Status == "" && r.Search == "" && r.Sort == "" {
		return creators.OfCampaign(ctx, c.Table, c.Caller.ID, r.CampaignID, page)
	}
	return creators.Search(ctx, c.Table, c.Caller.ID, r.CampaignID, r.Status, r.Search, r.Sort == contract.ByHandleDescending, page)
}
