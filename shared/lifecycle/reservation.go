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
)

// Authorize makes a sample that waited for its authorization ready to ship, for a task of its state machine (feature F9).
// It answers ErrAlreadyDone where the sample, or the authorization, has gone another way meanwhile.
func Authorize(ctx context.Context, t *table.Table, action *contract.Action, sampleID string) (contract.TaskAnswer, error) {
	return settle(ctx, t, action, sampleID, sample.EventAuthorized, sample.Authorize, table.SampleAuthorized,
		func(s sample.Sample) bool { return s.AuthorizedAt != nil })
}

// Release cancels a sample whose creator did not authorize the agency, for a task of its state machine (feature F9). It
// answers ErrAlreadyDone where the creator did, or still may.
func Release(ctx context.Context, t *table.Table, action *contract.Action, sampleID string) (contract.TaskAnswer, error) {
	return settle(ctx, t, action, sampleID, sample.EventNotAuthorized, sample.Release, table.ReservationReleased,
		func(s sample.Sample) bool { return sample.Makes(sample.EventNotAuthorized, s.Status) })
}

// settle takes a sample on by what stands between its agency and its creator, unless that changes at the same moment:
// then it looks again. Run again, it finds its own effect, which done knows, and changes nothing.
func settle(ctx context.Context, t *table.Table, action *contract.Action, sampleID string, kind event.Type,
	move func(sample.Sample, authorization.Authorization, time.Time) (sample.Sample, error),
	store func(before, after sample.Sample, a authorization.Authorization, e event.Event) table.Change, done func(sample.Sample) bool,
) (contract.TaskAnswer, error) {
	return table.Decide(ctx, func() (contract.TaskAnswer, error) {
		before, a, err := t.Reservation(ctx, sampleID)
		if err != nil {
			return contract.TaskAnswer{}, err
		}
		now := clock.Now(ctx)
		after, err := move(before, a, now)
		if err != nil {
			return contract.TaskAnswer{Status: string(before.Status)}, AlreadyDone(done(before))
		}
		e := event.Changed(before, after, kind, By(action), now)
		return contract.TaskAnswer{Status: string(after.Status)}, t.Commit(ctx, store(before, after, a, e))
	})
}
