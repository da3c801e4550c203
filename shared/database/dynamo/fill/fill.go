// Package fill puts many items into a table at once, past the application: for what is to be measured, or tested, where
// much is stored already.
package fill

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"golang.org/x/sync/errgroup"
)

// Item is an item as DynamoDB stores it.
type Item = map[string]types.AttributeValue

const (
	batchSize = 25 // what BatchWriteItem takes
	writers   = 4
)

// Table stores items, some batches at a time.
func Table(ctx context.Context, client *dynamodb.Client, name string, items []Item) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for batch := range slices.Chunk(items, batchSize) {
		group.Go(func() error { return write(ctx, client, name, batch) })
	}
	return group.Wait()
}

func write(ctx context.Context, client *dynamodb.Client, name string, items []Item) error {
	var requests []types.WriteRequest
	for _, item := range items {
		requests = append(requests, types.WriteRequest{PutRequest: &types.PutRequest{Item: item}})
	}
	for len(requests) > 0 {
		answer, err := client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{name: requests}})
		if err != nil {
			return fmt.Errorf("fill %s: %w", name, err)
		}
		requests = answer.UnprocessedItems[name]
	}
	return nil
}

// Copy is an item with an id in place of another, wherever that stands in its texts.
func Copy(item Item, id, with string) Item {
	made := maps.Clone(item)
	for name, value := range made {
		if s, ok := value.(*types.AttributeValueMemberS); ok {
			made[name] = &types.AttributeValueMemberS{Value: strings.ReplaceAll(s.Value, id, with)}
		}
	}
	return made
}
