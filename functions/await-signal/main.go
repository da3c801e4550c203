// Command await-signal registers the token of a wait (feature O1); see lifecycle.Await.
package main

import (
	"context"

	"samplepath/shared/contract"
	"samplepath/shared/inside"
	"samplepath/shared/lifecycle"
	"samplepath/shared/table"
)

func main() {
	t, workflow := table.Open(), lifecycle.Connect()
	inside.Task(contract.AwaitSignal, func(ctx context.Context, in contract.AwaitSignalInput) (contract.None, error) {
		return contract.None{}, lifecycle.Await(ctx, t, workflow, in)
	})
}
