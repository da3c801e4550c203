// Command check-deadline says whether a wait that timed out was given more time meanwhile (feature I2).
package main

import (
	"context"

	"samplepath/shared/contract"
	"samplepath/shared/inside"
	"samplepath/shared/lifecycle"
	"samplepath/shared/table"
)

func main() {
	t := table.Open()
	inside.Task(contract.CheckDeadline, func(ctx context.Context, in contract.CheckDeadlineInput) (contract.CheckDeadlineAnswer, error) {
		return lifecycle.CheckDeadline(ctx, t, in)
	})
}
