// Command authorize-sample makes a sample that was ordered ahead of its creator's authorization ready to ship (feature F9).
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
	worker.Task(contract.AuthorizeSample, func(ctx context.Context, in workflow.SampleTaskInput) (workflow.TaskAnswer, error) {
		return lifecycle.Authorize(ctx, t, in)
	})
}
