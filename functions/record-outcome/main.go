// Command record-outcome completes a sample whose content was posted (feature I6).
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
	worker.Task(contract.RecordOutcome, func(ctx context.Context, in workflow.SampleTaskInput) (workflow.TaskAnswer, error) {
		return lifecycle.RecordOutcome(ctx, t, in)
	})
}
