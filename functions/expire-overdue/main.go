// Command expire-overdue ends what was not authorized, or not answered, shipped, delivered or resolved in time (features E5,
// F9, G7, H7).
package main

import (
	"context"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/inside"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

func main() {
	t := table.Open()
	inside.Task(contract.ExpireOverdue, func(ctx context.Context, in contract.ExpireOverdueInput) (contract.TaskAnswer, error) {
		switch in.Wait {
		case contract.WaitAuthorization:
			return lifecycle.Release(ctx, t, contract.ExpireOverdue.Action, in.SampleID)
		case contract.WaitShipment:
			return lifecycle.End(ctx, t, contract.ExpireOverdue.Action, in.SampleID, sample.EventNotShipped, sample.ExpireUnshipped, table.SampleReleased)
		case contract.WaitDelivery:
			return lifecycle.End(ctx, t, contract.ExpireOverdue.Action, in.SampleID, sample.EventLost, sample.Lose, table.SampleChanged)
		case contract.WaitResolution:
			return lifecycle.End(ctx, t, contract.ExpireOverdue.Action, in.SampleID, sample.EventLost, sample.GiveUp, table.SampleChanged)
		default:
			return table.Decide(ctx, func() (contract.TaskAnswer, error) { return expireRequest(ctx, t, in) })
		}
	})
}

// expireRequest ends its own request, if that has waited for its whole time without an answer. A newer one has an execution
// of its own.
func expireRequest(ctx context.Context, t *table.Table, in contract.ExpireOverdueInput) (contract.TaskAnswer, error) {
	now := clock.Now(ctx)
	before, err := t.Authorization(ctx, in.AgencyID, in.CreatorID)
	if err != nil {
		return contract.TaskAnswer{}, err
	}
	if before.RequestID != in.RequestID || before.Status != authorization.Pending {
		return contract.TaskAnswer{Status: string(before.Status)}, lifecycle.AlreadyDone(before.RequestID == in.RequestID && before.Status == authorization.Expired)
	}
	after, err := authorization.Expire(before, now)
	if err != nil {
		return contract.TaskAnswer{Status: string(before.Status)}, lifecycle.ErrAlreadyDone
	}
	e := event.Changed(before, after, authorization.EventExpired, lifecycle.By(contract.ExpireOverdue.Action), now)
	return contract.TaskAnswer{Status: string(after.Status)}, t.Commit(ctx, table.AuthorizationChanged(before, after, e.With("requestId", after.RequestID)))
}
