// Command notify writes what an event means to each party into their inboxes (feature N1).
package main

import (
	"context"

	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/notice"
	"samplepath/shared/table"
	"samplepath/shared/table/inbox"
	"samplepath/shared/worker"
)

func main() {
	t := table.Open()
	worker.Rule(contract.Notify, func(ctx context.Context, e event.Event) error {
		for _, n := range notice.For(e) {
			if err := inbox.Deliver(ctx, t, e.ID, n, clock.Now(ctx)); err != nil {
				return err
			}
		}
		return nil
	})
}
