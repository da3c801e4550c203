package table

import (
	"context"
	"strconv"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/id"
	"samplepath/shared/sample"
)

// openJob names the position of the job that goes through what is open.
const openJob = "open"

// OpenPosition is how far a run through the open samples has come: shard by shard, and by the cursor of the next page
// within one; or the same for the open requests. The zero value is the beginning.
type OpenPosition struct {
	Shard    int    `json:"shard"`
	Cursor   string `json:"cursor,omitempty"`
	Requests bool   `json:"requests,omitempty"`
}

// OpenSamples reads the next few samples that have not ended and were ordered before a time, oldest first in each shard
// and up to date, and where to go on. There may be none before the end, which is the zero position. It answers ErrCursor
// to a position that it did not give. GSI4, PK = OPEN#shard, SK up to the time. For reconcile-lifecycles.
func (t *Table) OpenSamples(ctx context.Context, at OpenPosition, before time.Time) (open []sample.Sample, next OpenPosition, err error) {
	q := query{index: "GSI4", partition: openPartition(at.Shard), upTo: sampleKey(id.First(id.Sample, before)).PK}
	page, cursor, err := pageOf[sample.Sample](ctx, t, q, Page{Limit: batchSize, Cursor: at.Cursor, Caller: openJob})
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
		return open, OpenPosition{Shard: at.Shard, Cursor: cursor}, nil
	case at.Shard+1 < OpenShards:
		return open, OpenPosition{Shard: at.Shard + 1}, nil
	}
	return open, OpenPosition{}, nil
}

// OpenRequests reads the next few authorization requests of one shard that wait for their answers, up to date, and where to go
// on; its cursor is empty at the end. It answers ErrCursor to a position that it did not give. GSI4, PK =
// OPEN_REQUESTS#shard. For reconcile-lifecycles.
func (t *Table) OpenRequests(ctx context.Context, at OpenPosition) (open []authorization.Authorization, next OpenPosition, err error) {
	q := query{index: "GSI4", partition: openRequestPartition(at.Shard)}
	page, cursor, err := pageOf[authorization.Authorization](ctx, t, q, Page{Limit: batchSize, Cursor: at.Cursor, Caller: openJob})
	if err != nil {
		return nil, at, err
	}
	for _, a := range page {
		if a.Status == authorization.Pending { // the index lags behind its answer
			open = append(open, a)
		}
	}
	return open, OpenPosition{at.Shard, cursor, true}, nil
}

// OpenPosition reads where the last run through a shard stopped. One that cannot be read, or is of another shard, is passed over:
// the run begins at the beginning. For reconcile-lifecycles.
func (t *Table) OpenPosition(ctx context.Context, shard int) (OpenPosition, error) {
	items, err := t.read(ctx, openCursorKey(shard))
	if err != nil {
		return OpenPosition{}, err
	}
	at, _, err := as[OpenPosition](items, openCursorKey(shard))
	if err != nil || at.Shard != shard {
		return OpenPosition{Shard: shard}, nil //nolint:nilerr // no stored position keeps the job from its work
	}
	return at, nil
}

// KeepOpenPosition says where the next run through its shard goes on. For reconcile-lifecycles.
func (t *Table) KeepOpenPosition(ctx context.Context, at OpenPosition) error {
	var c Change
	put(&c, at, openCursorKey(at.Shard))
	return t.CommitOne(ctx, c)
}

func openCursorKey(shard int) Key { return cursorKey(openJob + "#" + strconv.Itoa(shard)) }
