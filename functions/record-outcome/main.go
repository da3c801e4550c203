// Command record-outcome completes a sample whose content was posted (feature I6).
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
	inside.Task(contract.RecordOutcome, func(ctx context.Context, in contract.SampleTaskInput) (contract.TaskAnswer, error) {
		return lifecycle.RecordOutcome(ctx, t, in)
	})
}
