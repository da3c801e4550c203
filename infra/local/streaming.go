package local

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"

	"samplepath/infra/local/pattern"
	"samplepath/infra/local/queues"
	"samplepath/infra/local/streams"
	"samplepath/infra/local/template"
)

// startStreams hands the tables' streams, and the queues, to the functions that the template maps them to.
func (s *Stack) startStreams(ctx context.Context, _ Options) error {
	endpoint := &s.Database.Endpoint
	client := dynamodb.New(dynamodb.Options{Region: template.Region, BaseEndpoint: endpoint, Credentials: s.accessKey})
	source := dynamodbstreams.New(dynamodbstreams.Options{Region: template.Region, BaseEndpoint: endpoint, Credentials: s.accessKey})
	s.Streams = streams.New(s.Clock, s.log, streams.Options{Source: source, Invoker: s.Lambda, Queues: s.Queues})
	for _, e := range s.App.EventSources {
		if e.Queue != "" {
			if err := s.Queues.Map(queues.Mapping{Queue: e.Queue, Function: e.Function, BatchSize: e.BatchSize, ReportFailures: e.ReportFailures}, s.Lambda); err != nil {
				return err
			}
			continue
		}
		table, err := client.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: aws.String(s.tables[e.Table])})
		if err != nil {
			return fmt.Errorf("stream of %s: %w", e.Table, err)
		}
		mapping := streams.Mapping{
			StreamARN: aws.ToString(table.Table.LatestStreamArn), EventSourceARN: e.StreamARN, Function: e.Function, BatchSize: e.BatchSize,
			StartingPosition: streams.StartingPosition(e.StartingPosition), MaximumRetryAttempts: e.Retries,
			BisectBatchOnFunctionError: e.Bisect, ReportBatchItemFailures: e.ReportFailures,
			MaximumRecordAge: e.MaximumAge, OnFailure: e.OnFailure,
		}
		for _, filter := range e.Filters {
			parsed, err := pattern.Parse([]byte(filter))
			if err != nil {
				return fmt.Errorf("filter of %s: %w", e.Function, err)
			}
			mapping.Filters = append(mapping.Filters, parsed)
		}
		if err := s.Streams.Add(ctx, mapping); err != nil {
			return err
		}
	}
	s.Clock.OnSettle(s.Streams.Drain)
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.Streams.Run(running)
	}()
	s.closers = append(s.closers, func() { stop(); <-done })
	return nil
}
