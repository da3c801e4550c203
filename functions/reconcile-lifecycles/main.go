// Command reconcile-lifecycles mends samples and authorization requests whose workflow is missing or stuck (feature O2). Each run
// goes through its part of what has not ended, page by page, and asks whether an execution waits for what comes next. What
// is well costs two reads; see mend.go and mend_request.go for the others. A run that has no time left says where the next
// one goes on; one that is killed, or runs beside another, does no harm: a sample is restarted by one guarded transaction.
package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/cloud"
	"samplepath/shared/contract"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/tasks"
	"samplepath/shared/task"
	"samplepath/shared/worker"
)

const (
	// grace is left to a workflow before it counts as stuck: longer than a task with all its retries stands still.
	grace = 10 * time.Minute
	// reserve is kept of a run's time for its last page.
	reserve = 30 * time.Second
	// atOnce is how many are asked for at the same time: enough for a million within the hour (see hour_test.go), and few
	// enough for the rate at which Step Functions answers heartbeats.
	atOnce = 8
)

type job struct {
	table      *table.Table
	executions executions
}

func main() {
	j := job{table.Open(), lifecycle.Connect()}
	worker.Part(contract.ReconcileLifecycles, j.run)
}

func (j job) run(ctx context.Context, part int) error {
	work, done := cloud.WithReserve(ctx, reserve)
	defer done()
	return j.sweep(ctx, part, work.Done())
}

// sweep goes on where the last run of its part stopped, up to the last open request or until it is told to stop.
func (j job) sweep(ctx context.Context, part int, stop <-chan struct{}) error {
	now := clock.Now(ctx)
	from, err := pending.PositionOf(ctx, j.table, part)
	if err != nil {
		return err
	}
	count, at, err := j.pages(ctx, from, now, stop)
	slog.InfoContext(ctx, "reconciled", "part", part, "checked", count.checked, "signalled", count.of[signalled], "started", count.of[started],
		"restarted", count.of[restarted], "expired", count.of[expired],
		"resting", count.of[resting], "gaveUp", count.of[gaveUp], "failed", count.failed, "atEnd", at == pending.Position{Shard: part})
	if at != from {
		err = errors.Join(err, pending.KeepPosition(ctx, j.table, at))
	}
	return err
}

// pages checks page after page, first of the samples of its shard and then of the requests, and says how far it came. A
// sample that cannot be mended does not stop the others.
func (j job) pages(ctx context.Context, from pending.Position, now time.Time, stop <-chan struct{}) (count tally, at pending.Position, err error) {
	count.of = map[mended]int{}
	begin := pending.Position{Shard: from.Shard}
	for at = from; ; {
		select {
		case <-stop:
			return count, at, err
		default:
		}
		look := j.samples
		if at.Requests {
			look = j.requests
		}
		next, wrong, failed := look(ctx, at, now, &count)
		err = errors.Join(err, wrong)
		switch {
		case errors.Is(failed, table.ErrCursor): // of another version of this job: what is left of the stage is for the next run
			next = begin
		case failed != nil:
			return count, at, errors.Join(err, failed)
		}
		switch {
		case next.Cursor != "" && next.Shard == begin.Shard:
			at = next
		case !at.Requests:
			at = pending.Position{Shard: begin.Shard, Requests: true}
		default:
			return count, begin, err
		}
	}
}

// samples looks at the next page of samples. wrong is what could not be mended, failed that the page could not be read.
func (j job) samples(ctx context.Context, at pending.Position, now time.Time, count *tally) (next pending.Position, wrong, failed error) {
	open, next, err := pending.OpenSamples(ctx, j.table, at, now.Add(-grace))
	if err != nil {
		return next, nil, err
	}
	return next, page(open, count, func(s sample.Sample) (mended, error) {
		did, err := j.mend(ctx, s, now)
		return did, errors.Join(err, j.chase(ctx, s, now))
	}), nil
}

// chase tells the agency of a sample that is about to miss its ship-by date (feature N3): no event does.
func (j job) chase(ctx context.Context, s sample.Sample, now time.Time) error {
	if !task.Chased(s, now) {
		return nil
	}
	return tasks.Keep(ctx, j.table, s.ID)
}

// requests is samples for authorization requests.
func (j job) requests(ctx context.Context, at pending.Position, now time.Time, count *tally) (next pending.Position, wrong, failed error) {
	open, next, err := pending.OpenRequests(ctx, j.table, at)
	if err != nil {
		return next, nil, err
	}
	return next, page(open, count, func(a authorization.Authorization) (mended, error) { return j.mendRequest(ctx, a, now) }), nil
}

// tally counts what a run has done.
type tally struct {
	checked, failed int
	of              map[mended]int
}

// page mends what is on one page, some at the same time.
func page[T any](open []T, count *tally, mend func(T) (mended, error)) error {
	did, failed := make([]mended, len(open)), make([]error, len(open))
	var group errgroup.Group
	group.SetLimit(atOnce)
	for i, one := range open {
		group.Go(func() error {
			did[i], failed[i] = mend(one)
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
