package lifecycle

import (
	"context"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/workflow"
)

// Authorize makes a sample that waited for its authorization ready to ship (feature F9). It answers ErrAlreadyDone where the
// sample, or the authorization, has gone another way meanwhile. For authorize-sample.
func Authorize(ctx context.Context, t *table.Table, in workflow.SampleTaskInput) (workflow.TaskAnswer, error) {
	return settle(ctx, t, contract.AuthorizeSample.Action, in.SampleID, sample.EventAuthorized, sample.Authorize, samples.Authorized,
		func(s sample.Sample) error { return AlreadyDone(s.AuthorizedAt != nil) })
}

// release cancels a sample whose creator did not authorize the agency (feature F9). It answers ErrNotDue where the creator
// did, or still may.
func release(ctx context.Context, t *table.Table, sampleID string) (workflow.TaskAnswer, error) {
	return settle(ctx, t, contract.ExpireOverdue.Action, sampleID, sample.EventNotAuthorized, sample.Release, samples.ReservationReleased,
		func(s sample.Sample) error {
			return notDue(s.Status == sample.StatusCancelled && sample.NotAuthorized(s.Reason))
		})
}

// settle takes a sample on by what stands between its agency and its creator, unless that changes at the same moment:
// then it looks again. Where the sample cannot be moved, the answer is refused's: nil where the task ran before.
func settle(ctx context.Context, t *table.Table, action *contract.Action, sampleID string, kind event.Type,
	move func(sample.Sample, authorization.Authorization, time.Time) (sample.Sample, error),
	store func(before, after sample.Sample, a authorization.Authorization, e event.Event) table.Change, refused func(sample.Sample) error,
) (workflow.TaskAnswer, error) {
	return table.Decide(ctx, func() (workflow.TaskAnswer, error) {
		before, a, err := samples.Reservation(ctx, t, sampleID)
		if err != nil {
			return workflow.TaskAnswer{}, err
		}
		now := clock.Now(ctx)
		after, err := move(before, a, now)
		if err != nil {
			return workflow.TaskAnswer{Status: string(before.Status)}, refused(before)
		}
		e := event.Changed(before, after, kind, By(action), now)
		return workflow.TaskAnswer{Status: string(after.Status)}, t.Commit(ctx, store(before, after, a, e))
	})
}
