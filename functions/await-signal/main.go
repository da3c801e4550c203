// Command await-signal registers the token of a wait (feature O1). The token is stored first, then the state is read: if
// what is awaited has happened, the function completes the token itself. signal-lifecycle does it the other way round,
// so whichever comes second sees the other.
package main

import (
	"context"

	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/inside"
	"samplepath/shared/lifecycle"
	"samplepath/shared/table"
)

func main() {
	t, workflow := table.Open(), lifecycle.Connect()
	inside.Task(contract.AwaitSignal, func(ctx context.Context, in contract.AwaitSignalInput) (contract.None, error) {
		if in.Wait == contract.WaitAuthorization { // it is kept where the answer to the request finds it
			s, err := t.Sample(ctx, in.SampleID)
			if err != nil {
				return contract.None{}, err
			}
			in.RequestID = s.RequestID
		}
		wait, err := t.RegisterWait(ctx, in)
		if err != nil {
			return contract.None{}, err
		}
		outcome, err := lifecycle.OutcomeOf(ctx, t, in, clock.Now(ctx))
		if err != nil || !outcome.Over {
			return contract.None{}, err
		}
		if err := workflow.Complete(ctx, wait.Token, outcome); err != nil {
			return contract.None{}, err
		}
		return contract.None{}, t.ForgetWait(ctx, wait)
	})
}
