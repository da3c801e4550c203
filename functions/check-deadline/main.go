// Command check-deadline says whether a wait that timed out was given more time meanwhile (feature I2).
package main

import (
	"context"

	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/inside"
	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/table"
)

func main() {
	t := table.Open()
	inside.Task(contract.CheckDeadline, func(ctx context.Context, in contract.CheckDeadlineInput) (contract.CheckDeadlineAnswer, error) {
		s, err := t.Sample(ctx, in.SampleID)
		if err != nil {
			return contract.CheckDeadlineAnswer{}, err
		}
		left := lifecycle.TimeLeft(in.Wait, s, policy.Default, clock.Now(ctx))
		return contract.CheckDeadlineAnswer{WaitAgain: left > 0, Seconds: max(1, int(left.Seconds()))}, nil
	})
}
