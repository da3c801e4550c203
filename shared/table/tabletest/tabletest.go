// Package tabletest gives tests a fresh table of the application's own schema, on the real DynamoDB Local.
package tabletest

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/database/meter"
	"samplepath/shared/id"
	"samplepath/shared/table"
)

var count atomic.Int64

// New makes a table that only this test uses.
func New(t testing.TB) *table.Table {
	t.Helper()
	opened, _ := At(t, dynamotest.Endpoint(t))
	return opened
}

// At makes a table at an endpoint, such as a proxy's, and gives its client, too.
func At(t testing.TB, endpoint string) (*table.Table, *dynamodb.Client) {
	t.Helper()
	client := Client(endpoint)
	name := fmt.Sprintf("test-%d-%s", count.Add(1), id.Code(t.Context()))
	if _, err := client.CreateTable(t.Context(), Definition(name)); err != nil {
		t.Fatalf("create table: %v", err)
	}
	t.Cleanup(func() {
		_, _ = client.DeleteTable(context.Background(), &dynamodb.DeleteTableInput{TableName: &name})
	})
	return table.New(client, name), client
}

// Proxy is a proxy in front of DynamoDB Local that counts what passes, and its endpoint for At and Client. It ends with the
// test.
func Proxy(t testing.TB) (endpoint string, proxy *meter.Proxy) {
	t.Helper()
	proxy = meter.New(dynamotest.Endpoint(t), meter.Options{AccessKey: dynamotest.AccessKey})
	endpoint, err := proxy.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = proxy.Close() })
	return endpoint, proxy
}

// Client talks to DynamoDB Local.
func Client(endpoint string) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region: "us-east-1", BaseEndpoint: &endpoint,
		Credentials: dynamotest.AccessKey,
	})
}

// Definition is the schema as DynamoDB takes it.
func Definition(name string) *dynamodb.CreateTableInput {
	in := &dynamodb.CreateTableInput{
		TableName: &name, BillingMode: types.BillingModePayPerRequest,
		KeySchema: keySchema(table.PK, table.SK),
	}
	names := []string{table.PK, table.SK}
	for _, index := range table.Indexes {
		projection := &types.Projection{ProjectionType: types.ProjectionTypeKeysOnly}
		if len(index.Include) > 0 {
			projection = &types.Projection{ProjectionType: types.ProjectionTypeInclude, NonKeyAttributes: index.Include}
		}
		names = append(names, index.PartitionKey, index.SortKey)
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName: aws.String(index.Name), KeySchema: keySchema(index.PartitionKey, index.SortKey), Projection: projection,
		})
	}
	slices.Sort(names)
	in.AttributeDefinitions = texts(slices.Compact(names)) // an index may sort by a key of the table
	return in
}

func texts(names []string) []types.AttributeDefinition {
	var out []types.AttributeDefinition
	for _, name := range names {
		out = append(out, types.AttributeDefinition{AttributeName: aws.String(name), AttributeType: types.ScalarAttributeTypeS})
	}
	return out
}

func keySchema(hash, sort string) []types.KeySchemaElement {
	return []types.KeySchemaElement{
		{AttributeName: aws.String(hash), KeyType: types.KeyTypeHash},
		{AttributeName: aws.String(sort), KeyType: types.KeyTypeRange},
	}
}
