// Command restrict-creator closes a sample without content as missed, and restricts its creator for future sends of the
// agency (feature I7).
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
	worker.Task(contract.RestrictCreator, func(ctx context.Context, in workflow.SampleTaskInput) (workflow.TaskAnswer, error) {
		return lifecycle.RestrictCreator(ctx, t, in)
	})
}
