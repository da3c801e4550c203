// Command keep-tasks keeps what agencies have to do equal to what the states of samples and products call for (feature N3).
package main

import (
	"context"

	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table"
	"samplepath/shared/table/tasks"
	"samplepath/shared/task"
	"samplepath/shared/worker"
)

func main() { worker.Rule(contract.KeepTasks, consumer{table.Open()}.consume) }

type consumer struct{ table *table.Table }

func (c consumer) consume(ctx context.Context, e event.Event) error {
	switch {
	case !task.MayChange(e):
		return nil
	case task.OnlyEnds(e):
		return tasks.End(ctx, c.table, e.Subject)
	default:
		return tasks.Keep(ctx, c.table, e.Subject)
	}
}
