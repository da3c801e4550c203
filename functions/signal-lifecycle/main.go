// Command signal-lifecycle starts the execution of a new sample or authorization request, and completes the waits that
// an event ends (feature O1); see lifecycle.Signal.
package main

import (
	"context"

	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/table"
	"samplepath/shared/worker"
)

func main() {
	t, workflow := table.Open(), lifecycle.Connect()
	worker.Rule(contract.SignalLifecycle, func(ctx context.Context, e event.Event) error {
		return lifecycle.Signal(ctx, t, workflow, e)
	})
}
