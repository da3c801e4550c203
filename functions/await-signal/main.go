// Command await-signal registers the token of a wait (feature O1); see lifecycle.Await.
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
	t, executions := table.Open(), lifecycle.Connect()
	worker.Task(contract.AwaitSignal, func(ctx context.Context, in workflow.AwaitSignalInput) (contract.None, error) {
		return contract.None{}, lifecycle.Await(ctx, t, executions, in)
	})
}
