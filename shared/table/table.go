package table

import (
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/shared/cloud"
)

// Variable is the environment variable that names the table.
const Variable = "SAMPLEPATH_TABLE"

// client is what the package uses of the SDK's client.
type client interface {
	BatchGetItem(context.Context, *dynamodb.BatchGetItemInput, ...func(*dynamodb.Options)) (*dynamodb.BatchGetItemOutput, error)
	Query(context.Context, *dynamodb.QueryInput, ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error)
	PutItem(context.Context, *dynamodb.PutItemInput, ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error)
	DeleteItem(context.Context, *dynamodb.DeleteItemInput, ...func(*dynamodb.Options)) (*dynamodb.DeleteItemOutput, error)
	TransactWriteItems(context.Context, *dynamodb.TransactWriteItemsInput, ...func(*dynamodb.Options)) (*dynamodb.TransactWriteItemsOutput, error)
}

// Table is the single table. Safe for concurrent use.
type Table struct {
	client client
	name   string
}

// Open opens the table that the environment names, with the function's credentials.
func Open() *Table {
	return New(dynamodb.NewFromConfig(cloud.Config()), os.Getenv(Variable))
}

// New is a table by its client and name.
func New(client *dynamodb.Client, name string) *Table { return &Table{client, name} }

// Name is the name of the table in the database.
func (t *Table) Name() string { return t.name }
