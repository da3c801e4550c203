// Command set-creator-restriction restricts a creator the agency has to do with for future sends, or lifts it; a missed
// deadline can be excused with it (feature I8).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.SetCreatorRestriction, handle) }

type call = api.Call[contract.SetCreatorRestrictionRequest]

func handle(ctx context.Context, c *call) (contract.CreatorRestriction, error) {
	if c.Request.SampleID != "" {
		return excuse(ctx, c)
	}
	none := contract.CreatorRestriction{}
	before, err := creators.Restriction(ctx, c.Table, c.Caller.ID, c.Request.CreatorID)
	if err != nil {
		return none, err
	}
	after, e, err := change(c, before)
	if err != nil {
		return none, err
	}
	return api.Commit(ctx, c, contract.CreatorRestrictionOf(after), creators.RestrictionChanged(before, after, e))
}

// excuse takes a missed sample off the creator's record, and the restriction with it unless it was lifted before.
func excuse(ctx context.Context, c *call) (contract.CreatorRestriction, error) {
	none := contract.CreatorRestriction{}
	before, missed, err := samples.ForExcuse(ctx, c.Table, c.Caller.ID, c.Request.CreatorID, c.Request.SampleID)
	if err != nil {
		return none, err
	}
	excused, err := sample.Pardon(missed, c.Request.Excuse)
	if err != nil {
		return none, err
	}
	pardon := event.Changed(missed, excused, sample.EventExcused, c.Caller.Party(), c.Now)
	if before.RestrictedSince == nil {
		return api.Commit(ctx, c, contract.CreatorRestrictionOf(before), samples.Excused(missed, excused, before, pardon))
	}
	after, e, err := change(c, before)
	if err != nil {
		return none, err
	}
	return api.Commit(ctx, c, contract.CreatorRestrictionOf(after), samples.RestrictionLifted(before, after, e, missed, excused, pardon))
}

func change(c *call, before restriction.Restriction) (restriction.Restriction, event.Event, error) {
	after, kind, err := restriction.Change(before, c.Request.Restricted, c.Request.Reason, c.Now)
	if err != nil {
		return before, event.Event{}, err
	}
	return after, event.Changed(before, after, kind, c.Caller.Party(), c.Now), nil
}
