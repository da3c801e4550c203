// Command request-authorizations is the Lambda function of that action (feature E2).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/id"
	"samplepath/shared/policy"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
)

type call = api.Call[contract.RequestAuthorizationsRequest]

func main() { api.Start(contract.RequestAuthorizations, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[authorization.Authorization], error) {
	campaign, promoters, err := c.Table.Promoters(ctx, c.Caller.ID, c.Request.CampaignID, c.Request.CreatorIDs)
	if err != nil {
		return contract.Rows[authorization.Authorization]{}, err
	}
	creator := func(i int) []string { return c.Request.CreatorIDs[i : i+1] }
	return api.Rows(ctx, c, len(promoters), creator, func(ctx context.Context, c *call, i int) (authorization.Authorization, error) {
		return request(ctx, c, campaign, promoters[i])
	})
}

// request asks one creator. One who has been asked and has not answered yet is left alone, and so is one who said yes.
func request(ctx context.Context, c *call, campaign campaign.Campaign, p table.Promoter) (authorization.Authorization, error) {
	before := p.Authorization.At(c.Now)
	if p.Products == 0 {
		return before, showcase.ErrNotInShowcase
	}
	if before.Status == authorization.Pending || before.Status == authorization.Authorized {
		return before, nil
	}
	after, err := authorization.Request(before, authorization.Authorization{
		RequestID: id.New(ctx, id.Authorization), AgencyID: c.Caller.ID, AgencyName: campaign.AgencyName,
		CreatorID: p.Creator.ID, CampaignID: campaign.ID,
	}, policy.Default, c.Now)
	if err != nil {
		return before, err
	}
	e := authorization.Requested(before, after, c.Caller.Party(), c.Now)
	return api.Commit(ctx, c, after, table.AuthorizationRequested(before, after, e))
}
