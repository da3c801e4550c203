// Command apply-kept-news applies what carriers and the platform told of a sample before its label, its dispatch or its link
// said that it was about this one (feature H10).
package main

import (
	"context"

	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/news"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/worker"
)

func main() { worker.Rule(contract.ApplyKeptNews, consumer{table.Open()}.consume) }

type consumer struct{ table *table.Table }

func (c consumer) consume(ctx context.Context, e event.Event) error {
	catchUp := news.CatchUpParcel
	if e.Type == sample.EventLinked {
		catchUp = news.CatchUpLink
	}
	_, err := table.Decide(ctx, func() (struct{}, error) { return struct{}{}, catchUp(ctx, c.table, e.Subject, clock.Now(ctx)) })
	return err
}
