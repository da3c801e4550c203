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

func main() { api.Start(contract.ListCampaignCreators, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListCampaignCreatorsRequest]) (contract.CampaignCreators, error) {
	promoters, cursor, err := list(ctx, call)
	if err != nil {
		return contract.CampaignCreators{}, err
	}
	var out []contract.CampaignCreator
	for _, p := range promoters {
		out = append(out, contract.CampaignCreator{
			CreatorID: p.Creator.ID, Handle: p.Creator.Handle, Followers: p.Creator.Followers, Products: p.Products,
			CreatorAuthorizationStatus: contract.CreatorAuthorizationStatusOf(p.Authorization), Destination: (*contract.Destination)(p.Authorization.Destination),
		})
	}
	counts, err := count(ctx, call)
	return contract.CampaignCreators{Page: api.PageOf(out, cursor), Counts: counts}, err
}

// count is nil where the counts are not asked for.
func count(ctx context.Context, call *api.Call[contract.ListCampaignCreatorsRequest]) (*contract.AuthorizationCounts, error) {
	if !call.Request.Counts {
		return nil, nil
	}
	n, err := creators.CountStatuses(ctx, call.Table, call.Request.CampaignID)
	return &contract.AuthorizationCounts{
		Unauthorized: n[authorization.StatusUnauthorized], Pending: n[authorization.StatusPending], Authorized: n[authorization.StatusAuthorized],
		Ended: n[authorization.StatusEnded], Rejected: n[authorization.StatusRejected],
	}, err
}

// list is by id and up to date, or by handle where something is looked for or that order is asked for.
func list(ctx context.Context, call *api.Call[contract.ListCampaignCreatorsRequest]) ([]creators.Promoter, string, error) {
	r := call.Request
	page := call.Page(r.Paging)
	if r.Status == "" && r.Search == "" && r.Sort == "" {
		return creators.OfCampaign(ctx, call.Table, call.Caller.ID, r.CampaignID, page)
	}
	return creators.Search(ctx, call.Table, call.Caller.ID, r.CampaignID, r.Status, r.Search, r.Sort == contract.ByHandleDescending, page)
}
