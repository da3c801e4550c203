package lifecycle

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

// ErrAlreadyDone tells a state machine that things went on while its wait ran out: it waits again, and the wait is
// completed at once.
var ErrAlreadyDone = fault.New(fault.Conflict, "already_done", "What was waited for has happened meanwhile.")

// AlreadyDone is nil where a task that runs again finds its own effect, else ErrAlreadyDone.
func AlreadyDone(ownEffect bool) error {
	if ownEffect {
		return nil
	}
	return ErrAlreadyDone
}

// By is the party as which a function of the system records events.
func By(action *contract.Action) event.Party {
	return event.Party{Actor: actor.System, ID: action.Name}
}

// End moves a sample on for a task of its state machine and stores it by store. Run again, it finds its own effect and
// changes nothing. It answers ErrAlreadyDone where the sample has gone another way meanwhile.
func End(ctx context.Context, t *table.Table, action *contract.Action, sampleID string, kind event.Type,
	move func(sample.Sample) (sample.Sample, error), store func(before, after sample.Sample, e event.Event) table.Change,
) (contract.TaskAnswer, error) {
	return table.Decide(ctx, func() (contract.TaskAnswer, error) {
		before, err := t.Sample(ctx, sampleID)
		if err != nil {
			return contract.TaskAnswer{}, err
		}
		after, err := move(before)
		if err != nil {
			return contract.TaskAnswer{Status: string(before.Status)}, AlreadyDone(sample.Makes(kind, before.Status))
		}
		e := event.Changed(before, after, kind, By(action), clock.Now(ctx))
		return contract.TaskAnswer{Status: string(after.Status)}, t.Commit(ctx, store(before, after, e))
	})
}
