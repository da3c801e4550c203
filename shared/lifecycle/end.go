package lifecycle

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/workflow"
)

// ErrAlreadyDone tells a state machine that things went on while its wait ran out: it waits again, and the wait is
// completed at once.
var ErrAlreadyDone = fault.New(fault.Conflict, "already_done")

// AlreadyDone is nil where a task that runs again finds its own effect, else ErrAlreadyDone.
func AlreadyDone(ownEffect bool) error {
	if ownEffect {
		return nil
	}
	return ErrAlreadyDone
}

// ErrNotDue tells a state machine that what it wanted to end has time left, or has gone on: it asks for the deadline once
// more, and waits for what is left.
var ErrNotDue = fault.New(fault.Conflict, "not_due")

// notDue is nil where a task that runs again finds its own effect, else ErrNotDue.
func notDue(ownEffect bool) error {
	if ownEffect {
		return nil
	}
	return ErrNotDue
}

// By is the party as which a function of the system records events.
func By(action *contract.Action) event.Party {
	return event.Party{Actor: actor.System, ID: action.Name}
}

// ending is how a sample ends whose wait took too long.
type ending struct {
	kind   event.Type
	reason string
	move   func(sample.Sample) (sample.Sample, error)
	store  func(before, after sample.Sample, e event.Event) table.Change
}

var endings = map[workflow.Wait]ending{
	workflow.WaitShipment:   {sample.EventNotShipped, sample.NotShipped, sample.ExpireUnshipped, samples.Released},
	workflow.WaitDelivery:   {sample.EventLost, sample.NotDelivered, sample.Lose, samples.Changed},
	workflow.WaitResolution: {sample.EventLost, sample.NotResolved, sample.GiveUp, samples.Changed},
	workflow.WaitContent:    {sample.EventMissed, sample.NoContent, sample.Miss, samples.Missed},
}

// end ends a sample whose wait took too long, by what the sample is in the transaction itself: it answers ErrNotDue where the
// wait is over, or has time left. Run again, it finds its own effect and changes nothing.
func (by ending) end(ctx context.Context, t *table.Table, action *contract.Action, wait workflow.Wait, sampleID string) (workflow.TaskAnswer, error) {
	return table.Decide(ctx, func() (workflow.TaskAnswer, error) {
		before, err := samples.Get(ctx, t, sampleID)
		if err != nil {
			return workflow.TaskAnswer{}, err
		}
		now := clock.Now(ctx)
		after, err := by.move(before)
		if err != nil || TimeLeft(wait, before, now) > 0 {
			own := sample.Makes(by.kind, before.Status) && before.Reason == by.reason
			return workflow.TaskAnswer{Status: string(before.Status)}, notDue(own)
		}
		e := event.Changed(before, after, by.kind, By(action), now)
		return workflow.TaskAnswer{Status: string(after.Status)}, t.Commit(ctx, by.store(before, after, e))
	})
}

// RestrictCreator closes a sample without content as missed, and restricts its creator for future sends of the agency (feature
// I7). It answers ErrNotDue where there is content, an exception, or time left. For restrict-creator.
func RestrictCreator(ctx context.Context, t *table.Table, in workflow.SampleTaskInput) (workflow.TaskAnswer, error) {
	return endings[workflow.WaitContent].end(ctx, t, contract.RestrictCreator.Action, workflow.WaitContent, in.SampleID)
}

// ExpireOverdue ends what was not authorized, or not answered, shipped, delivered or resolved in time (features E5, F9, G7,
// H7). It answers ErrNotDue where there is time left, or what was waited for has happened. For expire-overdue.
func ExpireOverdue(ctx context.Context, t *table.Table, in workflow.ExpireOverdueInput) (workflow.TaskAnswer, error) {
	switch in.Wait {
	case workflow.WaitAnswer:
		return expireRequest(ctx, t, in)
	case workflow.WaitAuthorization:
		return release(ctx, t, in.SampleID)
	default:
		return endings[in.Wait].end(ctx, t, contract.ExpireOverdue.Action, in.Wait, in.SampleID)
	}
}

// expireRequest ends its own request, if that has waited for its whole time without an answer. A newer one has an execution
// of its own.
func expireRequest(ctx context.Context, t *table.Table, in workflow.ExpireOverdueInput) (workflow.TaskAnswer, error) {
	return table.Decide(ctx, func() (workflow.TaskAnswer, error) {
		before, err := creators.Authorization(ctx, t, in.AgencyID, in.CreatorID)
		if err != nil {
			return workflow.TaskAnswer{}, err
		}
		now := clock.Now(ctx)
		after, err := authorization.Expire(before, now)
		if err != nil || before.RequestID != in.RequestID {
			own := before.RequestID == in.RequestID && before.Status == authorization.StatusExpired
			return workflow.TaskAnswer{Status: string(before.Status)}, notDue(own)
		}
		e := event.Changed(before, after, authorization.EventExpired, By(contract.ExpireOverdue.Action), now)
		return workflow.TaskAnswer{Status: string(after.Status)}, t.Commit(ctx, creators.AuthorizationChanged(before, after, e))
	})
}

// RecordOutcome completes a sample whose content was posted (feature I6). It answers ErrAlreadyDone where the sample has gone
// another way. For record-outcome.
func RecordOutcome(ctx context.Context, t *table.Table, in workflow.SampleTaskInput) (workflow.TaskAnswer, error) {
	return table.Decide(ctx, func() (workflow.TaskAnswer, error) {
		before, err := samples.Get(ctx, t, in.SampleID)
		if err != nil {
			return workflow.TaskAnswer{}, err
		}
		after, err := sample.Complete(before)
		if err != nil {
			return workflow.TaskAnswer{Status: string(before.Status)}, AlreadyDone(before.Status == sample.StatusCompleted)
		}
		e := event.Changed(before, after, sample.EventCompleted, By(contract.RecordOutcome.Action), clock.Now(ctx))
		return workflow.TaskAnswer{Status: string(after.Status)}, t.Commit(ctx, samples.Changed(before, after, e))
	})
}
