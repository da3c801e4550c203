// Command resolve-exception is the Lambda function of that action (feature H7).
package main

import (
	"context"
	"strconv"
	"time"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

func main() { api.Start(contract.ResolveException, handle) }

type call = api.Call[contract.ResolveExceptionRequest]

func handle(ctx context.Context, c *call) (contract.AgencySample, error) {
	none, r := contract.AgencySample{}, c.Request
	before, err := c.Table.SampleOf(ctx, c.Caller.ID, r.SampleID)
	if err != nil {
		return none, err
	}
	after, kind, err := resolve(before, r, c.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, kind, c.Caller.Party(), c.Now)
	store := table.SampleReshipped
	if kind != sample.EventReshipped {
		store = table.SampleClosed
		e = e.With(sample.DetailCounts, strconv.FormatBool(after.CountsAgainstCreator()))
	}
	return api.Commit(ctx, c, contract.AgencySampleOf(after), store(before, after, e))
}

func resolve(before sample.Sample, r contract.ResolveExceptionRequest, now time.Time) (sample.Sample, event.Type, error) {
	if r.Action == "close" {
		return sample.Close(before, r.Outcome, r.Excused)
	}
	after, err := sample.Reship(before, r.AddressID, policy.Default, now)
	return after, sample.EventReshipped, err
}
