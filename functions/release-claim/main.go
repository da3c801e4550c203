// Command release-claim takes a campaign's product, or an application of TikTok Shop, from who had no right to it (features
// C3, H8). It is free then.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/samples"
)

type call = api.Call[contract.ReleaseClaimRequest]

func main() { api.Start(contract.ReleaseClaim, handle) }

func handle(ctx context.Context, c *call) (contract.ReleasedClaim, error) {
	if c.Request.ApplicationID != "" {
		return releaseApplication(ctx, c)
	}
	return releaseProduct(ctx, c)
}

func releaseProduct(ctx context.Context, c *call) (contract.ReleasedClaim, error) {
	none := contract.ReleasedClaim{}
	before, err := campaigns.ProductHolder(ctx, c.Table, c.Request.CampaignID, c.Request.ProductID)
	if err != nil {
		return none, err
	}
	after, err := registration.Release(before, c.Request.Reason, c.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, registration.EventReleased, c.Caller.Party(), c.Now)
	answer := contract.ReleasedClaim{RegistrationID: after.ID, RegistrationStatus: after.Status}
	return api.Commit(ctx, c, answer, campaigns.RegistrationChanged(before, after, e))
}

// releaseApplication keeps what was told of the application and not applied, for the sample whose it is.
func releaseApplication(ctx context.Context, c *call) (contract.ReleasedClaim, error) {
	none := contract.ReleasedClaim{}
	before, link, linked, err := samples.ByApplication(ctx, c.Table, c.Request.ApplicationID)
	if err == nil && !linked {
		err = sample.ErrNotLinked
	}
	if err != nil {
		return none, err
	}
	after, err := sample.Unlink(before)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, sample.EventUnlinked, c.Caller.Party(), c.Now).With("reason", c.Request.Reason)
	answer := contract.ReleasedClaim{SampleID: after.ID, SampleStatus: after.Status}
	return api.Commit(ctx, c, answer, samples.LinkEnded(before, after, link, nil, c.Now.Add(sample.KeptFor), e))
}
