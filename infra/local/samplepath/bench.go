package main

import (
	"context"
	"os"

	"samplepath/infra/local/bench"
)

// measure measures the budgets.
func measure(ctx context.Context, _ []string) error {
	return bench.Run(ctx, bench.Options{
		App: appFolder(), Events: "events", Empty: "build/bench/empty", Out: os.Stdout, Progress: os.Stderr,
	})
}
