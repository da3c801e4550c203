// Command expire-overdue ends what was not authorized, or not answered, shipped, delivered or resolved in time (features E5,
// F9, G7, H7).
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
	worker.Task(contract.ExpireOverdue, func(ctx context.Context, in workflow.ExpireOverdueInput) (workflow.TaskAnswer, error) {
		return lifecycle.ExpireOverdue(ctx, t, in)
	})
}
