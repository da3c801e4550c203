// Command reconcile-lifecycles mends samples whose workflow is missing or stuck (feature O2). It goes through the samples
// that have not ended, page by page, and asks for each whether an execution waits for what comes next. One that is well
// costs a read; see mend.go for the others. A run that has no time left says where the next one goes on; one that is
// killed, or runs beside another, does no harm: a sample is restarted by one guarded transaction.
package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/inside"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

const (
	// grace is left to a workflow before it counts as stuck: longer than a task with all its retries stands still.
	grace = 10 * time.Minute
	// reserve is kept of a run's time for its last page.
	reserve = 30 * time.Second
	// atOnce is how many samples are asked for at the same time.
	atOnce = 4
)

type job struct {
	table    *table.Table
	workflow workflow
}

func main() {
	j := job{table.Open(), lifecycle.Connect()}
	inside.Job(contract.ReconcileLifecycles, j.run)
}

func (j job) run(ctx context.Context) error {
	work := ctx
	if deadline, limited := ctx.Deadline(); limited {
		var done func()
		work, done = context.WithDeadline(ctx, deadline.Add(-reserve))
		defer done()
	}
	return j.sweep(ctx, work.Done())
}

// sweep goes on where the last run stopped, up to the last open sample or until it is told to stop.
func (j job) sweep(ctx context.Context, stop <-chan struct{}) error {
	now := clock.Now(ctx)
	from, err := j.table.OpenPosition(ctx)
	if err != nil {
		return err
	}
	count, at, err := j.pages(ctx, from, now, stop)
	slog.InfoContext(ctx, "reconciled", "checked", count.checked, "signalled", count.of[signalled], "started", count.of[started],
		"restarted", count.of[restarted],
		"resting", count.of[resting], "gaveUp", count.of[gaveUp], "failed", count.failed, "atEnd", at == table.OpenPosition{})
	if at != from {
		err = errors.Join(err, j.table.KeepOpenPosition(ctx, at))
	}
	return err
}

// pages checks page after page, and says how far it came. What cannot be mended keeps the others from nothing.
func (j job) pages(ctx context.Context, from table.OpenPosition, now time.Time, stop <-chan struct{}) (count tally, at table.OpenPosition, err error) {
	count.of = map[mended]int{}
	at = from
	for {
		select {
		case <-stop:
			return count, at, err
		default:
		}
		open, next, failed := j.table.OpenSamples(ctx, at, now.Add(-grace))
		if errors.Is(failed, table.ErrCursor) { // of another version of this job
			next = table.OpenPosition{}
		} else if failed != nil {
			return count, at, errors.Join(err, failed)
		}
		err = errors.Join(err, j.page(ctx, open, now, &count))
		if at = next; at == (table.OpenPosition{}) {
			return count, at, err
		}
	}
}

// tally counts what a run has done.
type tally struct {
	checked, failed int
	of              map[mended]int
}

// page checks the samples of one page, some at the same time.
func (j job) page(ctx context.Context, open []sample.Sample, now time.Time, count *tally) error {
	did, failed := make([]mended, len(open)), make([]error, len(open))
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i, s := range open {
		group.Go(func() error {
			did[i], failed[i] = j.mend(ctx, s, now)
			return nil
		})
	}
	_ = group.Wait() // errors are in failed
	for i := range open {
		count.checked++
		if failed[i] != nil {
			count.failed++
		} else {
			count.of[did[i]]++
		}
	}
	return errors.Join(failed...)
}
