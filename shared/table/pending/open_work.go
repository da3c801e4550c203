package pending

import (
	"context"
	"strconv"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// openJob names the position of the job that goes through what is open.
const openJob = "open"

// Position is how far a run through the open samples has come: shard by shard, and by the cursor of the next page
// within one; or the same for the open requests. The zero value is the beginning.
type Position struct {
	Shard    int    `json:"shard"`
	Cursor   string `json:"cursor,omitempty"`
	Requests bool   `json:"requests,omitempty"`
}

// OpenSamples reads the next few samples that have not ended and were ordered before a time, oldest first in each shard
// and up to date, and where to go on. There may be none before the end, which is the zero position. It answers ErrCursor
// to a position that it did not give. GSI4, PK = OPEN#shard, SK up to the time. For reconcile-lifecycles.
func OpenSamples(ctx context.Context, t *table.Table, at Position, before time.Time) (open []sample.Sample, next Position, err error) {
	q := table.Query{Index: "GSI4", Partition: keys.OpenPartition(at.Shard), UpTo: keys.Sample(id.First(id.Sample, before)).PK}
	page, cursor, err := table.PageOf[sample.Sample](ctx, t, q, table.Page{Limit: table.BatchSize, Cursor: at.Cursor, Caller: openJob})
	if err != nil {
		return nil, at, err
	}
	for _, s := range page {
		if !s.Status.Final() { // the index lags behind its end
			open = append(open, s)
		}
	}
	switch {
	case cursor != "":
		return open, Position{Shard: at.Shard, Cursor: cursor}, nil
	case at.Shard+1 < keys.OpenShards:
		return open, Position{Shard: at.Shard + 1}, nil
	}
	return open, Position{}, nil
}

// OpenRequests reads the next few authorization requests of one shard that wait for their answers, up to date, and where to go
// on; its cursor is empty at the end. It answers ErrCursor to a position that it did not give. GSI4, PK =
// OPEN_REQUESTS#shard. For reconcile-lifecycles.
func OpenRequests(ctx context.Context, t *table.Table, at Position) (open []authorization.Authorization, next Position, err error) {
	q := table.Query{Index: "GSI4", Partition: keys.OpenRequestPartition(at.Shard)}
	page, cursor, err := table.PageOf[authorization.Authorization](ctx, t, q, table.Page{Limit: table.BatchSize, Cursor: at.Cursor, Caller: openJob})
	if err != nil {
		return nil, at, err
	}
	for _, a := range page {
		if a.Status == authorization.StatusPending { // the index lags behind its answer
			open = append(open, a)
		}
	}
	return open, Position{at.Shard, cursor, true}, nil
}

// PositionOf reads where the last run through a shard stopped. One that cannot be read, or is of another shard, is passed over:
// the run begins at the beginning. For reconcile-lifecycles.
func PositionOf(ctx context.Context, t *table.Table, shard int) (Position, error) {
	items, err := t.Read(ctx, openCursorKey(shard))
	if err != nil {
		return Position{}, err
	}
	at, _, err := table.As[Position](items, openCursorKey(shard))
	if err != nil || at.Shard != shard {
		return Position{Shard: shard}, nil //nolint:nilerr // no stored position keeps the job from its work
	}
	return at, nil
}

// KeepPosition says where the next run through its shard goes on. For reconcile-lifecycles.
func KeepPosition(ctx context.Context, t *table.Table, at Position) error {
	var c table.Change
	table.Put(&c, at, openCursorKey(at.Shard))
	return t.CommitOne(ctx, c)
}

func openCursorKey(shard int) keys.Key { return keys.Cursor(openJob + "#" + strconv.Itoa(shard)) }
