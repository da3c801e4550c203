package table

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"samplepath/shared/table/keys"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
	"golang.org/x/sync/errgroup"
)

// Found are the items that a batch found, by key.
type Found map[keys.Key]Item

// As decodes the item of a key; ok is false where there is none.
func As[T any](items Found, key keys.Key) (state T, ok bool, err error) {
	item, ok := items[key]
	if !ok {
		return state, false, nil
	}
	state, err = Decode[T](item)
	return state, true, err
}

// BatchSize is how many keys BatchGetItem takes.
const BatchSize = 100

// Read gets items by key, up to date, in one round trip: a request for each hundred, at once. Keys may repeat.
func (t *Table) Read(ctx context.Context, wanted ...keys.Key) (Found, error) {
	unique := slices.Clone(wanted)
	slices.SortFunc(unique, CompareKeys)
	batches := slices.Collect(slices.Chunk(slices.Compact(unique), BatchSize))
	parts := make([]Found, len(batches))
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
	out := Found{}
	for _, part := range parts {
		maps.Copy(out, part)
	}
	return out, nil
}

func (t *Table) readBatch(ctx context.Context, batch []keys.Key) (Found, error) {
	out := Found{}
	wanted := make([]Item, 0, len(batch))
	for _, key := range batch {
		wanted = append(wanted, Primary(key))
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
			out[KeyOf(item)] = item
		}
		wanted = answer.UnprocessedKeys[t.name].Keys
	}
	return out, nil
}

// CompareKeys orders keys as the table does.
func CompareKeys(a, b keys.Key) int {
	switch {
	case a.PK < b.PK, a.PK == b.PK && a.SK < b.SK:
		return -1
	case a == b:
		return 0
	}
	return 1
}

// Query asks for one partition of the table or an index, in the order of its sort key.
type Query struct {
	Index     string // empty: the table itself, read up to date
	Partition string
	Prefix    string // of the sort key
	UpTo      string // instead of prefix: the sort key is at most this
	From      string // with UpTo: the sort key is at least this
	Above     string // instead of prefix: the sort key is above this
	Below     string // instead of prefix: the sort key is below this
	Bound     string // what else a cursor is bound to
	Newest    bool   // highest sort key first
	Limit     int
	After     Item // exclusive start
}

// input is the query as DynamoDB takes it.
func (t *Table) input(q Query) *dynamodb.QueryInput {
	partitionKey, sortKey := PK, SK
	input := &dynamodb.QueryInput{
		TableName:                 &t.name,
		ConsistentRead:            aws.Bool(q.Index == ""),
		ScanIndexForward:          aws.Bool(!q.Newest),
		ExclusiveStartKey:         q.After,
		ExpressionAttributeValues: Item{":pk": Text(q.Partition)},
	}
	if q.Index != "" {
		index := indexOf(q.Index)
		partitionKey, sortKey = index.PartitionKey, index.SortKey
		input.IndexName = &index.Name
	}
	if q.Limit > 0 {
		input.Limit = aws.Int32(int32(q.Limit)) //nolint:gosec // at most a few hundred
	}
	condition := "#pk = :pk"
	input.ExpressionAttributeNames = map[string]string{"#pk": partitionKey}
	if q.Prefix != "" || q.UpTo != "" || q.Above != "" || q.Below != "" {
		input.ExpressionAttributeNames["#sk"] = sortKey
	}
	switch {
	case q.UpTo != "" && q.From != "":
		condition += " AND #sk BETWEEN :from AND :sk"
		input.ExpressionAttributeValues[":from"], input.ExpressionAttributeValues[":sk"] = Text(q.From), Text(q.UpTo)
	case q.UpTo != "":
		condition += " AND #sk <= :sk"
		input.ExpressionAttributeValues[":sk"] = Text(q.UpTo)
	case q.Above != "":
		condition += " AND #sk > :sk"
		input.ExpressionAttributeValues[":sk"] = Text(q.Above)
	case q.Below != "":
		condition += " AND #sk < :sk"
		input.ExpressionAttributeValues[":sk"] = Text(q.Below)
	case q.Prefix != "":
		condition += " AND begins_with(#sk, :sk)"
		input.ExpressionAttributeValues[":sk"] = Text(q.Prefix)
	}
	input.KeyConditionExpression = &condition
	return input
}

func indexOf(name string) Index {
	return Indexes[slices.IndexFunc(Indexes, func(i Index) bool { return i.Name == name })]
}

// Ask reads up to the limit of a query, and says where it goes on.
func (t *Table) Ask(ctx context.Context, q Query) (items []Item, next Item, err error) {
	answer, err := t.client.Query(ctx, t.input(q))
	if api, ok := errors.AsType[smithy.APIError](err); ok && q.After != nil && api.ErrorCode() == "ValidationException" {
		return nil, nil, ErrCursor // forged: its key is none of this index
	}
	if err != nil {
		return nil, nil, failed("query", err)
	}
	return answer.Items, answer.LastEvaluatedKey, nil
}

// Count counts the items of a query, up to its limit: those on which a mark is not set, or all where mark is empty.
func (t *Table) Count(ctx context.Context, q Query, mark string) (int, error) {
	input := t.input(q)
	input.Select = types.SelectCount
	if mark != "" {
		input.FilterExpression = aws.String("#mark <> :true")
		input.ExpressionAttributeNames["#mark"] = mark
		input.ExpressionAttributeValues[":true"] = &types.AttributeValueMemberBOOL{Value: true}
	}
	answer, err := t.client.Query(ctx, input)
	if err != nil {
		return 0, failed("count", err)
	}
	return int(answer.Count), nil
}

// All follows a query to its end. For partitions that are small by the rules.
func (t *Table) All(ctx context.Context, q Query) ([]Item, error) {
	var out []Item
	for {
		items, next, err := t.Ask(ctx, q)
		if err != nil {
			return nil, err
		}
		out = append(out, items...)
		if len(next) == 0 {
			return out, nil
		}
		q.After = next
	}
}
