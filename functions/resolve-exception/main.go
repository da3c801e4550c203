// Command resolve-exception sends a sample again after a failed delivery or a problem, or closes it with an outcome, which
// counts against the creator or not (feature H7).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.ResolveException, handle) }

type call = api.Call[contract.ResolveExceptionRequest]

func handle(ctx context.Context, c *call) (contract.AgencySample, error) {
	none, r := contract.AgencySample{}, c.Request
	before, err := samples.GetOf(ctx, c.Table, c.Caller.ID, r.SampleID)
	if err != nil {
		return none, err
	}
	after, change, err := resolve(ctx, c, before)
	if err != nil {
		return none, err
	}
	return api.Commit(ctx, c, contract.AgencySampleOf(after), change)
}

func resolve(ctx context.Context, c *call, before sample.Sample) (sample.Sample, table.Change, error) {
	if c.Request.Action == contract.Close {
		after, kind, err := sample.Close(before, c.Request.Outcome, c.Request.Excused)
		if err != nil {
			return before, table.Change{}, err
		}
		e := event.Changed(before, after, kind, c.Caller.Party(), c.Now)
		return after, samples.Closed(before, after, e), nil
	}
	after, err := sample.Reship(before, c.Request.AddressID, c.Now)
	if err != nil {
		return before, table.Change{}, err
	}
	e := event.Changed(before, after, sample.EventReshipped, c.Caller.Party(), c.Now)
	if after.AddressID == before.AddressID {
		return after, samples.Reshipped(before, after, e), nil
	}
	owner, err := creators.OwnerOfAddress(ctx, c.Table, before.CreatorID, before.AgencyID)
	return after, samples.Redirected(before, after, owner, e), err
}
