package pending

import (
	"context"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
)

// Due is what an entry of the due index stands for: exactly one of Sample, Authorization and Unreadable is set.
type Due struct {
	Key           keys.Key
	Sample        *sample.Sample
	Authorization *authorization.Authorization
	Unreadable    error // why the item at Key cannot be read
}

// dueJob names the cursor of the job that works off the due index.
const dueJob = "due"

// dueCursor is the hour in which the first entry that may still be due can lie.
type dueCursor struct {
	Hour time.Time `json:"hour"`
}

const (
	day = 24 * time.Hour // in UTC: a day of the due index
	// firstRun is how far back the job looks when it has never run, or when its cursor lies in the future.
	firstRun = day
	// farthest is how far back it looks at most: longer than any reminder may be late, and short enough for one run.
	farthest = 30 * day
)

// DueDays lists where to look for what is due by now, oldest first: from the cursor on, and from the beginning of each day since
// then. A cursor that cannot be right, because it cannot be read or lies in the future or years back, is passed
// over: no stored position keeps the job from its work.
func DueDays(ctx context.Context, t *table.Table, now time.Time) ([]time.Time, error) {
	items, err := t.Read(ctx, keys.Cursor(dueJob))
	if err != nil {
		return nil, err
	}
	cursor, ok, err := table.As[dueCursor](items, keys.Cursor(dueJob))
	from := cursor.Hour
	switch {
	case err != nil || from.Before(now.Add(-farthest)) && ok:
		from = now.Add(-farthest)
	case !ok || from.After(now):
		from = now.Add(-firstRun)
	}
	var days []time.Time
	for at := from.Truncate(time.Hour); !at.After(now); at = at.Truncate(day).Add(day) {
		days = append(days, at)
	}
	return days, nil
}

// indexLag is how much later than written an entry may reach the index.
const indexLag = 10 * time.Minute

// DoneUntil says that everything due by now has been worked off, as far as the index showed it.
func DoneUntil(ctx context.Context, t *table.Table, now time.Time) error {
	var c table.Change
	table.Put(&c, dueCursor{now.Add(-indexLag).Truncate(time.Hour)}, keys.Cursor(dueJob))
	return t.CommitOne(ctx, c)
}

// DueShardsAtOnce is how many shards of a day the reminders' job works off side by side. More would tell one agency of all that
// fell due within its run faster than one partition, its inbox, takes it.
const DueShardsAtOnce = 6

// DueNow reads the next few items of one shard that are due by now, from a time on until the end of its day, up to date. It is
// empty when the shard is worked off. GSI3, PK = DUE#day#shard, SK between that time and now. For send-reminders.
func DueNow(ctx context.Context, t *table.Table, from time.Time, shard int, now time.Time, after string) (due []Due, next string, err error) {
	q := table.Query{
		Index: "GSI3", Partition: keys.DuePartition(from, shard), From: keys.Stamp(from), UpTo: keys.Stamp(now) + "#~", Limit: 50,
	}
	if q.After, err = q.Resume(dueJob, after); err != nil {
		return nil, "", err
	}
	entries, last, err := t.Ask(ctx, q)
	if err != nil {
		return nil, "", err
	}
	wanted := make([]keys.Key, 0, len(entries))
	for _, entry := range entries {
		wanted = append(wanted, table.KeyOf(entry))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	for _, key := range wanted {
		due = append(due, dueFrom(items, key))
	}
	return due, q.Cursor(dueJob, last), nil
}

func dueFrom(items table.Found, key keys.Key) Due {
	due := Due{Key: key}
	if key.SK == keys.Sample("").SK {
		s, _, err := table.As[sample.Sample](items, key)
		due.Sample, due.Unreadable = &s, err
	} else {
		a, err := creators.AuthorizationFrom(items, key)
		due.Authorization, due.Unreadable = &a, err
	}
	if due.Unreadable != nil {
		due.Sample, due.Authorization = nil, nil
	}
	return due
}
