package table

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
	"golang.org/x/sync/errgroup"
)

// found are the items that a batch found, by key.
type found map[Key]attributes

// as decodes the item of a key; ok is false where there is none.
func as[T any](items found, key Key) (state T, ok bool, err error) {
	item, ok := items[key]
	if !ok {
		return state, false, nil
	}
	state, err = decode[T](item)
	return state, true, err
}

// batchSize is how many keys BatchGetItem takes.
const batchSize = 100

// read gets items by key, up to date, in one round trip: a request for each hundred, at once. Keys may repeat.
func (t *Table) read(ctx context.Context, keys ...Key) (found, error) {
	unique := slices.Clone(keys)
	slices.SortFunc(unique, compareKeys)
	batches := slices.Collect(slices.Chunk(slices.Compact(unique), batchSize))
	parts := make([]found, len(batches))
	group, ctx := errgroup.WithContext(ctx)
	for i, batch := range batches {
		group.Go(func() (err error) {
			parts[i], err = t.readBatch(ctx, batch)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := found{}
	for _, part := range parts {
		maps.Copy(out, part)
	}
	return out, nil
}

func (t *Table) readBatch(ctx context.Context, batch []Key) (found, error) {
	out := found{}
	wanted := make([]attributes, 0, len(batch))
	for _, key := range batch {
		wanted = append(wanted, primary(key))
	}
	waiting, stop := Patient(ctx)
	defer stop()
	for attempt := 0; len(wanted) > 0; attempt++ {
		if err := pause(waiting, attempt); err != nil {
			return nil, fmt.Errorf("read items: %w: %w", ErrBusy, err)
		}
		answer, err := t.client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{
			RequestItems: map[string]types.KeysAndAttributes{t.name: {Keys: wanted, ConsistentRead: aws.Bool(true)}},
		})
		if err != nil {
			return nil, failed("read items", err)
		}
		for _, item := range answer.Responses[t.name] {
			out[keyOf(item)] = item
		}
		wanted = answer.UnprocessedKeys[t.name].Keys
	}
	return out, nil
}

func compareKeys(a, b Key) int {
	switch {
	case a.PK < b.PK, a.PK == b.PK && a.SK < b.SK:
		return -1
	case a == b:
		return 0
	}
	return 1
}

// query asks for one partition of the table or an index, in the order of its sort key.
type query struct {
	index     string // empty: the table itself, read up to date
	partition string
	prefix    string // of the sort key
	upTo      string // instead of prefix: the sort key is at most this
	above     string // instead of prefix: the sort key is above this
	bound     string // what else a cursor is bound to
	newest    bool   // highest sort key first
	limit     int
	after     attributes // exclusive start
}

// input is the query as DynamoDB takes it.
func (t *Table) input(q query) *dynamodb.QueryInput {
	partitionKey, sortKey := PK, SK
	input := &dynamodb.QueryInput{
		TableName:                 &t.name,
		ConsistentRead:            aws.Bool(q.index == ""),
		ScanIndexForward:          aws.Bool(!q.newest),
		ExclusiveStartKey:         q.after,
		ExpressionAttributeValues: attributes{":pk": text(q.partition)},
	}
	if q.index != "" {
		index := Indexes[slices.IndexFunc(Indexes, func(i Index) bool { return i.Name == q.index })]
		partitionKey, sortKey = index.PartitionKey, index.SortKey
		input.IndexName = &index.Name
	}
	if q.limit > 0 {
		input.Limit = aws.Int32(int32(q.limit)) //nolint:gosec // at most a few hundred
	}
	condition := "#pk = :pk"
	input.ExpressionAttributeNames = map[string]string{"#pk": partitionKey}
	if q.prefix != "" || q.upTo != "" || q.above != "" {
		input.ExpressionAttributeNames["#sk"] = sortKey
	}
	switch {
	case q.upTo != "":
		condition += " AND #sk <= :sk"
		input.ExpressionAttributeValues[":sk"] = text(q.upTo)
	case q.above != "":
		condition += " AND #sk > :sk"
		input.ExpressionAttributeValues[":sk"] = text(q.above)
	case q.prefix != "":
		condition += " AND begins_with(#sk, :sk)"
		input.ExpressionAttributeValues[":sk"] = text(q.prefix)
	}
	input.KeyConditionExpression = &condition
	return input
}

// ask reads up to the limit of a query, and says where it goes on.
func (t *Table) ask(ctx context.Context, q query) (items []attributes, next attributes, err error) {
	answer, err := t.client.Query(ctx, t.input(q))
	if api, ok := errors.AsType[smithy.APIError](err); ok && q.after != nil && api.ErrorCode() == "ValidationException" {
		return nil, nil, ErrCursor // forged: its key is none of this index
	}
	if err != nil {
		return nil, nil, failed("query", err)
	}
	return answer.Items, answer.LastEvaluatedKey, nil
}

// count counts the items of a query, up to its limit, on which a mark is not set.
func (t *Table) count(ctx context.Context, q query, mark string) (int, error) {
	input := t.input(q)
	input.Select = types.SelectCount
	input.FilterExpression = aws.String("#mark <> :true")
	input.ExpressionAttributeNames["#mark"] = mark
	input.ExpressionAttributeValues[":true"] = &types.AttributeValueMemberBOOL{Value: true}
	answer, err := t.client.Query(ctx, input)
	if err != nil {
		return 0, failed("count", err)
	}
	return int(answer.Count), nil
}

// all follows a query to its end. For partitions that are small by the rules.
func (t *Table) all(ctx context.Context, q query) ([]attributes, error) {
	var out []attributes
	for {
		items, next, err := t.ask(ctx, q)
		if err != nil {
			return nil, err
		}
		out = append(out, items...)
		if len(next) == 0 {
			return out, nil
		}
		q.after = next
	}
}
