// Command request-authorizations asks up to 100 creators for authorization; an answer for each (feature E2). Asking again
// while one waits is harmless.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/policy"
	"samplepath/shared/showcase"
	"samplepath/shared/table/creators"
)

type call = api.Call[contract.RequestAuthorizationsRequest]

func main() { api.Start(contract.RequestAuthorizations, handle) }

// facts are what asking one creator rests on.
type facts struct {
	campaign campaign.Campaign
	policy   policy.Policy
	creators.Promoter
}

func handle(ctx context.Context, c *call) (contract.Rows[contract.AgencyAuthorization], error) {
	ids := c.Request.CreatorIDs
	return api.Rows(ctx, c, api.Bulk[contract.RequestAuthorizationsRequest, facts, contract.AgencyAuthorization]{
		Rows:   len(ids),
		Shares: func(i int) []string { return ids[i : i+1] },
		Read: func(ctx context.Context, rows []int) ([]facts, error) {
			campaign, holds, promoters, err := creators.Promoters(ctx, c.Table, c.Caller.ID, c.Request.CampaignID, api.Pick(ids, rows))
			var out []facts
			for _, p := range promoters {
				out = append(out, facts{campaign, holds, p})
			}
			return out, err
		},
		Decide: request,
	})
}

// request asks one creator. One who has been asked and has not answered yet is left alone, and so is one who said yes.
func request(ctx context.Context, c *call, _ int, f facts) (contract.AgencyAuthorization, error) {
	none, before := contract.AgencyAuthorization{}, f.Authorization.At(c.Now)
	if f.Products == 0 {
		return none, showcase.ErrNotInShowcase
	}
	if before.Status == authorization.StatusPending || before.Status == authorization.StatusAuthorized {
		return contract.AgencyAuthorizationOf(before), nil
	}
	after, err := authorization.Request(before, authorization.Authorization{
		RequestID: id.New(ctx, id.Authorization), AgencyID: c.Caller.ID, AgencyName: f.campaign.AgencyName,
		CreatorID: f.Creator.ID, Handle: f.Creator.Handle, CampaignID: f.campaign.ID, Campaign: f.campaign.Name,
	}, f.policy, c.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, authorization.EventRequested, c.Caller.Party(), c.Now)
	return api.Create(ctx, c, contract.AgencyAuthorizationOf(after), creators.AuthorizationRequested(before, after, e))
}
