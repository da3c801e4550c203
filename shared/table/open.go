package table

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/shared/id"
	"samplepath/shared/sample"
)

// openJob names the position of the job that goes through the open samples.
const openJob = "open"

// OpenPosition is how far a run through the open samples has come: shard by shard, and by the cursor of the next page
// within one. The zero value is the beginning.
type OpenPosition struct {
	Shard  int    `json:"shard"`
	Cursor string `json:"cursor,omitempty"`
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
		return open, OpenPosition{at.Shard, cursor}, nil
	case at.Shard+1 < OpenShards:
		return open, OpenPosition{Shard: at.Shard + 1}, nil
	}
	return open, OpenPosition{}, nil
}

// OpenPosition reads where the last run stopped. For reconcile-lifecycles.
func (t *Table) OpenPosition(ctx context.Context) (OpenPosition, error) {
	items, err := t.read(ctx, cursorKey(openJob))
	if err != nil {
		return OpenPosition{}, err
	}
	at, _, err := as[OpenPosition](items, cursorKey(openJob))
	return at, err
}

// KeepOpenPosition says where the next run goes on. For reconcile-lifecycles.
func (t *Table) KeepOpenPosition(ctx context.Context, at OpenPosition) error {
	item, err := encode(at)
	if err != nil {
		return err
	}
	if _, err = t.client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &t.name, Item: place(item, cursorKey(openJob), indexed{}),
	}); err != nil {
		return failed("keep the position of the reconciler", err)
	}
	return nil
}
