package local

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/infra/local/template"
	"samplepath/shared/database/dynamo"
	"samplepath/shared/database/meter"
)

// startDatabase starts DynamoDB Local, makes the tables, and puts the counting proxy in front of it.
func (s *Stack) startDatabase(ctx context.Context, options Options) error {
	var err error
	if s.Database, err = dynamo.Start(ctx, dynamo.Options{Log: s.log}); err != nil {
		return err
	}
	s.closers = append(s.closers, s.Database.Close)
	client := dynamodb.New(dynamodb.Options{Region: template.Region, BaseEndpoint: &s.Database.Endpoint, Credentials: s.accessKey})
	for _, t := range s.App.Tables {
		s.tables[t.Name] = t.Name + options.TableSuffix
		if err := makeTable(ctx, client, t, s.tables[t.Name]); err != nil {
			return err
		}
		if options.TableSuffix != "" { // nobody comes back to it
			s.closers = append(s.closers, func() { dropTable(client, s.tables[t.Name]) })
		}
	}
	s.Meter = meter.New(s.Database.Endpoint, meter.Options{
		AccessKey:      s.accessKey,
		Authorize:      s.authorize(),
		RoundTripsOnly: !options.Units, Log: s.log, OnItem: options.OnItem,
		OnWrite: func() {
			if s.Streams != nil {
				s.Streams.Nudge()
			}
		},
	})
	s.closers = append(s.closers, func() { _ = s.Meter.Close() })
	s.DatabaseURL, err = s.Meter.Listen("127.0.0.1:0")
	return err
}

// makeTable creates a table as the template describes it, in place of one that an earlier run left behind.
func makeTable(ctx context.Context, client *dynamodb.Client, t template.Table, name string) error {
	input := &dynamodb.CreateTableInput{
		TableName: &name, BillingMode: types.BillingModePayPerRequest, KeySchema: keySchema(t.Key),
	}
	for attribute, kind := range t.Attributes {
		input.AttributeDefinitions = append(input.AttributeDefinitions, types.AttributeDefinition{
			AttributeName: aws.String(attribute), AttributeType: types.ScalarAttributeType(kind),
		})
	}
	for _, index := range t.Indexes {
		projection := &types.Projection{ProjectionType: types.ProjectionType(index.Projection), NonKeyAttributes: index.Include}
		input.GlobalSecondaryIndexes = append(input.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName: aws.String(index.Name), KeySchema: keySchema(index.Key), Projection: projection,
		})
	}
	if t.StreamView != "" {
		input.StreamSpecification = &types.StreamSpecification{
			StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewType(t.StreamView),
		}
	}
	dropTable(client, name)
	if _, err := client.CreateTable(ctx, input); err != nil {
		return fmt.Errorf("make table %s: %w", name, err)
	}
	return nil
}

// dropTable removes a table from a database that goes on: its items and its stream would slow the others down.
func dropTable(client *dynamodb.Client, name string) {
	_, _ = client.DeleteTable(context.Background(), &dynamodb.DeleteTableInput{TableName: &name}) // what cannot be removed only costs memory
}

func keySchema(k template.Key) []types.KeySchemaElement {
	out := []types.KeySchemaElement{{AttributeName: aws.String(k.Partition), KeyType: types.KeyTypeHash}}
	if k.Sort != "" {
		out = append(out, types.KeySchemaElement{AttributeName: aws.String(k.Sort), KeyType: types.KeyTypeRange})
	}
	return out
}
