package lifecycle

import (
	"context"
	"errors"

	"samplepath/shared/clock"
	"samplepath/shared/table"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
	"samplepath/shared/workflow"
)

// Await registers the token of a wait (feature O1). The token is stored first, then the state is read: if what is awaited has
// happened, the token is completed at once. Signal does it the other way round, so whichever comes second sees the other.
// For await-signal.
func Await(ctx context.Context, t *table.Table, w Completer, in workflow.AwaitSignalInput) error {
	if in.Wait == workflow.WaitAuthorization { // it is kept where the answer to the request finds it
		s, err := samples.Get(ctx, t, in.SampleID)
		if err != nil {
			return err
		}
		in.RequestID = s.RequestID
	}
	wait, err := pending.RegisterWait(ctx, t, in)
	if errors.Is(err, pending.ErrNewerWait) {
		return nil // nothing waits under this token any more
	}
	if err != nil {
		return err
	}
	outcome, err := OutcomeOf(ctx, t, in, clock.Now(ctx))
	if err != nil {
		return err
	}
	return complete(ctx, t, w, wait, outcome)
}
