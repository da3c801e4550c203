// Command send-reminders claims every reminder that is due (features E5, I1, O2). It reads the due index hour by hour and
// shard by shard; each claim is one transaction, guarded by the item's version, so two jobs at once send each reminder
// once, and a job killed half-way is finished by the next.
package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/inside"
	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

type job struct{ table *table.Table }

func main() {
	j := job{table.Open()}
	inside.Job(contract.SendReminders, j.run)
}

func (j job) run(ctx context.Context) error {
	now := clock.Now(ctx)
	hours, err := j.table.DueHours(ctx, now)
	if err != nil {
		return err
	}
	var failed error
	for _, hour := range hours {
		failed = errors.Join(failed, j.hour(ctx, hour, now))
	}
	if failed != nil {
		return failed // the next run reads the same hours again
	}
	return j.table.DoneUntil(ctx, now)
}

// hour works off all shards of one hour, side by side.
func (j job) hour(ctx context.Context, hour, now time.Time) error {
	failed := make([]error, table.DueShards)
	var shards sync.WaitGroup
	for shard := range failed {
		shards.Go(func() { failed[shard] = j.work(ctx, hour, shard, now) })
	}
	shards.Wait()
	return errors.Join(failed...)
}

// work claims what is due in one shard of one hour. What cannot be claimed keeps the others from nothing.
func (j job) work(ctx context.Context, hour time.Time, shard int, now time.Time) error {
	var failed error
	for cursor := ""; ; {
		due, next, err := j.table.DueNow(ctx, hour, shard, now, cursor)
		if err != nil {
			return errors.Join(failed, err)
		}
		for _, one := range due {
			if err := j.claim(ctx, one, now); err != nil && !errors.Is(err, table.ErrChanged) {
				failed = errors.Join(failed, err)
			}
		}
		if next == "" {
			return failed
		}
		cursor = next
	}
}

// claim writes one reminder. An entry of the index that lags behind its item claims nothing.
func (j job) claim(ctx context.Context, due table.Due, now time.Time) error {
	if due.Authorization != nil {
		return j.remindRequest(ctx, *due.Authorization, now)
	}
	before := *due.Sample
	if before.NextReminderAt == nil || before.NextReminderAt.After(now) {
		return nil
	}
	after, kind, err := sample.Remind(before, policy.Default, now)
	if err != nil {
		return err
	}
	e := event.Changed(before, after, sample.EventReminded, lifecycle.By(contract.SendReminders.Action), now)
	return j.table.Commit(ctx, table.SampleChanged(before, after, e.With("kind", string(kind))))
}

func (j job) remindRequest(ctx context.Context, before authorization.Authorization, now time.Time) error {
	if before.RemindAt == nil || before.RemindAt.After(now) {
		return nil
	}
	after, err := authorization.Remind(before, now)
	if err != nil {
		return err
	}
	e := event.Changed(before, after, authorization.EventReminded, lifecycle.By(contract.SendReminders.Action), now)
	return j.table.Commit(ctx, table.AuthorizationChanged(before, after, e.With("requestId", after.RequestID)))
}
