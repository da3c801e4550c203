// Command set-creator-restriction is the Lambda function of that action (feature I8).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

func main() { api.Start(contract.SetCreatorRestriction, handle) }

type call = api.Call[contract.SetCreatorRestrictionRequest]

func handle(ctx context.Context, c *call) (restriction.Restriction, error) {
	none, r := restriction.Restriction{}, c.Request
	if err := restriction.CheckExcuse(r.Restricted, r.SampleID != "", r.Excuse != ""); err != nil {
		return none, err
	}
	before, missed, err := c.Table.Restriction(ctx, c.Caller.ID, r.CreatorID, r.SampleID)
	if err != nil {
		return none, err
	}
	var change table.Change
	if r.SampleID != "" {
		if change, err = excuse(c, missed); err != nil {
			return none, err
		}
		if before.RestrictedSince == nil { // lifted before: the excuse is all there is to write
			return api.Commit(ctx, c, before, change)
		}
	}
	after, kind, err := restriction.Change(before, r.Restricted, r.Reason, c.Now)
	if err != nil {
		return none, err
	}
	e, err := event.Changed(before, after, kind, c.Caller.Party(), c.Now)
	if err != nil {
		return none, err
	}
	return api.Commit(ctx, c, after, change.And(table.RestrictionChanged(before, after, e)))
}

func excuse(c *call, before sample.Sample) (table.Change, error) {
	after, err := sample.Pardon(before, c.Request.Excuse)
	if err != nil {
		return table.Change{}, err
	}
	e, err := event.Changed(before, after, sample.EventExcused, c.Caller.Party(), c.Now)
	return table.SampleChanged(before, after, e), err
}
