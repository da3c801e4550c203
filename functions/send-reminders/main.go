// Command send-reminders claims every reminder that is due (features E5, I1, O2). It reads the due index day by day and
// shard by shard; each claim is one transaction, guarded by the item's version, so two jobs at once send each reminder
// once, and a job killed half-way is finished by the next.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/cloud"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
	"samplepath/shared/worker"
)

// reserve is kept of a run's time for saying how far it has come.
const reserve = 5 * time.Second

type job struct{ table *table.Table }

func main() {
	j := job{table.Open()}
	worker.Job(contract.SendReminders, j.run)
}

// run works off the days since the last run. The next one begins with the first day that this one has to leave unfinished,
// because the table failed or the time was up; the days after a failure are worked off all the same. An entry that can
// never be claimed is reported once and left behind, so that it holds up no other.
func (j job) run(ctx context.Context) error {
	now := clock.Now(ctx)
	days, err := pending.DueDays(ctx, j.table, now)
	if err != nil {
		return err
	}
	work, done := cloud.WithReserve(ctx, reserve)
	defer done()
	until := now
	var failed, lost error
	for _, day := range days {
		result := j.day(work, day, now)
		if result.failed != nil && failed == nil {
			until = day
		}
		failed, lost = errors.Join(failed, result.failed), errors.Join(lost, result.lost)
		if work.Err() != nil {
			break
		}
	}
	return errors.Join(failed, lost, pending.DoneUntil(ctx, j.table, until))
}

// outcome is what went wrong: what the next run is to try again, and what no run ever can do.
type outcome struct{ failed, lost error }

func (o *outcome) add(other outcome) {
	o.failed, o.lost = errors.Join(o.failed, other.failed), errors.Join(o.lost, other.lost)
}

// day works off all shards of one day, from a time on, some of them side by side.
func (j job) day(ctx context.Context, from, now time.Time) (all outcome) {
	results := make([]outcome, keys.DueShards)
	var shards errgroup.Group
	shards.SetLimit(pending.DueShardsAtOnce)
	for shard := range results {
		shards.Go(func() error {
			results[shard] = j.work(ctx, from, shard, now)
			return nil // each shard has its own outcome
		})
	}
	_ = shards.Wait()
	for _, result := range results {
		all.add(result)
	}
	return all
}

// work claims what is due in one shard of one day, from a time on. An entry that cannot be claimed does not stop the others.
func (j job) work(ctx context.Context, from time.Time, shard int, now time.Time) (all outcome) {
	for cursor := ""; ; {
		due, next, err := pending.DueNow(ctx, j.table, from, shard, now, cursor)
		if err != nil {
			all.add(outcome{failed: err})
			return all
		}
		for _, one := range due {
			all.add(j.claim(ctx, one, now))
		}
		if next == "" {
			return all
		}
		cursor = next
	}
}

// claim writes one reminder. An entry of the index that lags behind its item claims nothing.
func (j job) claim(ctx context.Context, due pending.Due, now time.Time) outcome {
	change, err := reminder(due, now)
	if err != nil {
		return outcome{lost: fmt.Errorf("%s %s: %w", due.Key.PK, due.Key.SK, err)}
	}
	if change == nil {
		return outcome{}
	}
	if err := j.table.Commit(ctx, *change); err != nil && !errors.Is(err, table.ErrChanged) {
		return outcome{failed: err}
	}
	return outcome{}
}

// reminder is the change that an entry of the due index stands for, or nil where nothing is due. Its errors are final.
func reminder(due pending.Due, now time.Time) (*table.Change, error) {
	switch {
	case due.Unreadable != nil:
		return nil, due.Unreadable
	case due.Authorization != nil:
		return remindRequest(*due.Authorization, now)
	}
	before := *due.Sample
	if before.NextReminderAt == nil || before.NextReminderAt.After(now) {
		return nil, nil
	}
	after, err := sample.Remind(before, now)
	if err != nil {
		return nil, err
	}
	e := event.Changed(before, after, sample.EventReminded, lifecycle.By(contract.SendReminders.Action), now)
	change := samples.Changed(before, after, e)
	return &change, nil
}

func remindRequest(before authorization.Authorization, now time.Time) (*table.Change, error) {
	if before.RemindAt == nil || before.RemindAt.After(now) || before.At(now).Status != authorization.StatusPending {
		return nil, nil
	}
	after, err := authorization.Remind(before, now)
	if err != nil {
		return nil, err
	}
	e := event.Changed(before, after, authorization.EventReminded, lifecycle.By(contract.SendReminders.Action), now)
	change := creators.AuthorizationChanged(before, after, e)
	return &change, nil
}
