// Command check-deadline says whether a wait that timed out was given more time meanwhile (feature I2).
package main

import (
	"context"

	"samplepath/shared/contract"
	"samplepath/shared/lifecycle"
	"samplepath/shared/table"
	"samplepath/shared/worker"
	"samplepath/shared/workflow"
)

func main() {
	t := table.Open()
	worker.Task(contract.CheckDeadline, func(ctx context.Context, in workflow.CheckDeadlineInput) (workflow.CheckDeadlineAnswer, error) {
		return lifecycle.CheckDeadline(ctx, t, in)
	})
}
