package streams_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/lambda"
	"samplepath/infra/local/pattern"
	"samplepath/infra/local/streams"
	"samplepath/shared/database/dynamo/dynamotest"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// table is a table of its own with a stream, in a real DynamoDB Local.
type table struct {
	t      *testing.T
	client *dynamodb.Client
	source *dynamodbstreams.Client
	name   string
	stream string
}

func newTable(t *testing.T) *table {
	t.Helper()
	endpoint := dynamotest.Endpoint(t)
	credentials := dynamotest.AccessKey
	tab := &table{
		t: t, name: "streams-" + rand.Text(),
		client: dynamodb.New(dynamodb.Options{Region: "us-east-1", BaseEndpoint: &endpoint, Credentials: credentials}),
		source: dynamodbstreams.New(dynamodbstreams.Options{Region: "us-east-1", BaseEndpoint: &endpoint, Credentials: credentials}),
	}
	created, err := tab.client.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName: &tab.name, BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("PK"), AttributeType: types.ScalarAttributeTypeS}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("PK"), KeyType: types.KeyTypeHash}},
		StreamSpecification:  &types.StreamSpecification{StreamEnabled: aws.Bool(true), StreamViewType: types.StreamViewTypeNewAndOldImages},
	})
	if err != nil {
		t.Fatal(err)
	}
	tab.stream = *created.TableDescription.LatestStreamArn
	return tab
}

func (tab *table) put(key string, attributes map[string]types.AttributeValue) {
	tab.t.Helper()
	item := map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: key}}
	for name, value := range attributes {
		item[name] = value
	}
	if _, err := tab.client.PutItem(tab.t.Context(), &dynamodb.PutItemInput{TableName: &tab.name, Item: item}); err != nil {
		tab.t.Fatal(err)
	}
}

func (tab *table) puts(keys ...string) {
	tab.t.Helper()
	for _, key := range keys {
		tab.put(key, nil)
	}
}

// consumer is a function: it keeps the batches it was given, and answers what answer says.
type consumer struct {
	answer func(keys []string, batch events.DynamoDBEvent) (string, error) // may be nil

	mu      sync.Mutex
	batches [][]string
	last    events.DynamoDBEvent
}

func (c *consumer) Invoke(_ context.Context, _ string, payload []byte) ([]byte, error) {
	var batch events.DynamoDBEvent
	if err := json.Unmarshal(payload, &batch); err != nil {
		return nil, err
	}
	var keys []string
	for _, r := range batch.Records {
		keys = append(keys, r.Change.Keys["PK"].String())
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.batches, c.last = append(c.batches, keys), batch
	if c.answer == nil {
		return nil, nil
	}
	answer, err := c.answer(keys, batch)
	return []byte(answer), err
}

func (c *consumer) got() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var batches []string
	for _, keys := range c.batches {
		batches = append(batches, strings.Join(keys, ""))
	}
	return strings.Join(batches, " ")
}

var errFunction = &lambda.FunctionError{Type: "Broken", Message: "no"}

// letters are what went to the failure destination.
type letters struct{ bodies []string }

func (l *letters) Send(_ string, body []byte, _ map[string]string) error {
	l.bodies = append(l.bodies, string(body))
	return nil
}

// begin adds a mapping from the table to the consumer.
func begin(t *testing.T, source streams.Source, c *consumer, queues streams.Queues, mapping streams.Mapping) (*streams.Service, *clock.Clock) {
	t.Helper()
	clk := clock.New(start)
	service := streams.New(clk, slog.New(slog.DiscardHandler), streams.Options{Source: source, Invoker: c, Queues: queues})
	clk.OnSettle(service.Drain)
	mapping.Function = "consumer"
	if mapping.StartingPosition == "" {
		mapping.StartingPosition = streams.TrimHorizon
	}
	if err := service.Add(t.Context(), mapping); err != nil {
		t.Fatal(err)
	}
	return service, clk
}

func settle(t *testing.T, clk *clock.Clock) {
	t.Helper()
	if err := clk.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func expect(t *testing.T, c *consumer, want string) {
	t.Helper()
	if got := c.got(); got != want {
		t.Fatalf("batches %q, want %q", got, want)
	}
}

func TestRecordsComeInOrderAndInBatches(t *testing.T) {
	tab, c := newTable(t), &consumer{}
	_, clk := begin(t, tab.source, c, nil, streams.Mapping{StreamARN: tab.stream, BatchSize: 3})
	tab.puts("a", "b", "c", "d", "e", "f", "g")
	settle(t, clk)
	expect(t, c, "abc def g")
	tab.puts("h")
	settle(t, clk)
	expect(t, c, "abc def g h")
}

func TestStartingPosition(t *testing.T) {
	for position, want := range map[streams.StartingPosition]string{streams.TrimHorizon: "abc", streams.Latest: "c"} {
		t.Run(string(position), func(t *testing.T) {
			tab, c := newTable(t), &consumer{}
			tab.puts("a", "b")
			_, clk := begin(t, tab.source, c, nil, streams.Mapping{StreamARN: tab.stream, StartingPosition: position})
			tab.puts("c")
			settle(t, clk)
			expect(t, c, want)
		})
	}
}

func TestEventIsWhatLambdaSends(t *testing.T) {
	tab, c := newTable(t), &consumer{}
	_, clk := begin(t, tab.source, c, nil, streams.Mapping{StreamARN: tab.stream})
	tab.put("a", map[string]types.AttributeValue{
		"text": &types.AttributeValueMemberS{Value: "\u00e9<&>"}, "number": &types.AttributeValueMemberN{Value: "12345678901234567890.5"},
		"yes": &types.AttributeValueMemberBOOL{Value: true}, "nothing": &types.AttributeValueMemberNULL{Value: true},
		"binary": &types.AttributeValueMemberB{Value: []byte{0, 255}}, "texts": &types.AttributeValueMemberSS{Value: []string{"x", "y"}},
		"numbers": &types.AttributeValueMemberNS{Value: []string{"1"}}, "binaries": &types.AttributeValueMemberBS{Value: [][]byte{{7}}},
		"list": &types.AttributeValueMemberL{Value: []types.AttributeValue{&types.AttributeValueMemberS{Value: "in"}}},
		"map":  &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{"k": &types.AttributeValueMemberN{Value: "1"}}},
		"none": &types.AttributeValueMemberL{Value: []types.AttributeValue{}},
	})
	settle(t, clk)
	if len(c.last.Records) != 1 {
		t.Fatalf("records %+v", c.last.Records)
	}
	r := c.last.Records[0]
	if r.EventName != "INSERT" || r.EventSource != "aws:dynamodb" || r.AWSRegion != "us-east-1" || r.EventID == "" || r.EventVersion != "1.1" {
		t.Errorf("record %+v", r)
	}
	if want := "arn:aws:dynamodb:us-east-1:000000000000:table/" + tab.name + "/stream/"; !strings.HasPrefix(r.EventSourceArn, want) {
		t.Errorf("eventSourceARN %s, want %s...", r.EventSourceArn, want)
	}
	change := r.Change
	if change.StreamViewType != "NEW_AND_OLD_IMAGES" || change.SequenceNumber == "" || change.SizeBytes == 0 ||
		!change.ApproximateCreationDateTime.Equal(start) || change.OldImage != nil {
		t.Errorf("change %+v", change)
	}
	image := change.NewImage
	if image["text"].String() != "\u00e9<&>" || image["number"].Number() != "12345678901234567890.5" || !image["yes"].Boolean() ||
		!image["nothing"].IsNull() || !slices.Equal(image["binary"].Binary(), []byte{0, 255}) ||
		!slices.Equal(image["texts"].StringSet(), []string{"x", "y"}) || !slices.Equal(image["numbers"].NumberSet(), []string{"1"}) ||
		!slices.Equal(image["binaries"].BinarySet()[0], []byte{7}) || image["list"].List()[0].String() != "in" ||
		image["map"].Map()["k"].Number() != "1" || len(image["none"].List()) != 0 {
		t.Errorf("image %+v", image)
	}
	tab.put("a", nil)
	settle(t, clk)
	if r := c.last.Records[0]; r.EventName != "MODIFY" || r.Change.OldImage["yes"].DataType() != events.DataTypeBoolean || len(r.Change.NewImage) != 1 {
		t.Errorf("change of an item: %+v", r)
	}
}

func TestFiltersChooseRecords(t *testing.T) {
	tab, c := newTable(t), &consumer{}
	filter, err := pattern.Parse([]byte(`{"eventName":["INSERT"],"dynamodb":{"NewImage":{"PK":{"S":[{"prefix":"event"}]}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	_, clk := begin(t, tab.source, c, nil, streams.Mapping{StreamARN: tab.stream, Filters: []streams.Matcher{filter}})
	tab.puts("event1", "sample1", "event1", "event2", "sample2")
	settle(t, clk)
	expect(t, c, "event1event2")
}

func TestKilledConsumerRecoversWhileTimeStandsStill(t *testing.T) {
	tab := newTable(t)
	c := &consumer{}
	c.answer = func([]string, events.DynamoDBEvent) (string, error) {
		if len(c.batches) < 4 {
			return "", errFunction
		}
		return "", nil
	}
	_, clk := begin(t, tab.source, c, nil, streams.Mapping{StreamARN: tab.stream, MaximumRetryAttempts: streams.Unlimited})
	tab.puts("a", "b")
	settle(t, clk)
	expect(t, c, "ab ab ab ab")
	if !clk.Now().Equal(start) {
		t.Fatal("time moved")
	}
}

func TestLongFailureWaitsForVirtualTime(t *testing.T) {
	tab := newTable(t)
	c := &consumer{}
	broken := true
	c.answer = func([]string, events.DynamoDBEvent) (string, error) {
		if broken {
			return "", errors.New("the service is down")
		}
		return "", nil
	}
	_, clk := begin(t, tab.source, c, nil, streams.Mapping{StreamARN: tab.stream, MaximumRetryAttempts: streams.Unlimited})
	tab.puts("a")
	settle(t, clk)
	tab.puts("b") // waits behind a
	settle(t, clk)
	expect(t, c, "a a a a a a")
	if err := clk.Advance(t.Context(), time.Second); err != nil {
		t.Fatal(err)
	}
	expect(t, c, "a a a a a a a")
	broken = false
	if err := clk.Advance(t.Context(), 2*time.Second); err != nil {
		t.Fatal(err)
	}
	expect(t, c, "a a a a a a a a b")
}

func TestExhaustedBatchGoesToItsDestination(t *testing.T) {
	tab, queue := newTable(t), &letters{}
	c := &consumer{answer: func(keys []string, _ events.DynamoDBEvent) (string, error) {
		if slices.Contains(keys, "b") {
			return "", errFunction
		}
		return "", nil
	}}
	_, clk := begin(t, tab.source, c, queue, streams.Mapping{StreamARN: tab.stream, BatchSize: 2, MaximumRetryAttempts: 1, OnFailure: "dead"})
	tab.puts("a", "b", "c")
	settle(t, clk)
	expect(t, c, "ab ab c")
	if len(queue.bodies) != 1 {
		t.Fatalf("letters %q", queue.bodies)
	}
	var letter struct {
		RequestContext     struct{ Condition string }
		ResponseContext    struct{ FunctionError string }
		DDBStreamBatchInfo struct {
			ShardID, StartSequenceNumber, EndSequenceNumber, StreamARN string
			BatchSize                                                  int
		}
	}
	if err := json.Unmarshal([]byte(queue.bodies[0]), &letter); err != nil {
		t.Fatal(err)
	}
	info := letter.DDBStreamBatchInfo
	if letter.RequestContext.Condition != "RetryAttemptsExhausted" || letter.ResponseContext.FunctionError != "Unhandled" ||
		info.BatchSize != 2 || info.StartSequenceNumber >= info.EndSequenceNumber || info.ShardID == "" {
		t.Fatalf("letter %s", queue.bodies[0])
	}
}

func TestBisectFindsThePoison(t *testing.T) {
	tab, queue := newTable(t), &letters{}
	c := &consumer{answer: func(keys []string, _ events.DynamoDBEvent) (string, error) {
		if slices.Contains(keys, "c") {
			return "", errFunction
		}
		return "", nil
	}}
	_, clk := begin(t, tab.source, c, queue, streams.Mapping{
		StreamARN: tab.stream, BisectBatchOnFunctionError: true, MaximumRetryAttempts: 0, OnFailure: "dead"})
	tab.puts("a", "b", "c", "d")
	settle(t, clk)
	expect(t, c, "abcd ab cd c d")
	if len(queue.bodies) != 1 || !strings.Contains(queue.bodies[0], `"batchSize":1`) {
		t.Fatalf("letters %q", queue.bodies)
	}
}

func TestPartialFailureGoesOnAtTheFirstFailedRecord(t *testing.T) {
	tab := newTable(t)
	c := &consumer{}
	c.answer = func(keys []string, batch events.DynamoDBEvent) (string, error) {
		switch len(c.batches) {
		case 1:
			return fmt.Sprintf(`{"batchItemFailures":[{"itemIdentifier":%q},{"itemIdentifier":%q}]}`,
				batch.Records[3].Change.SequenceNumber, batch.Records[2].Change.SequenceNumber), nil
		case 2:
			return `{"batchItemFailures":[{"itemIdentifier":""}]}`, nil // all failed
		default:
			return `{"batchItemFailures":[]}`, nil
		}
	}
	_, clk := begin(t, tab.source, c, nil, streams.Mapping{
		StreamARN: tab.stream, ReportBatchItemFailures: true, MaximumRetryAttempts: 2})
	tab.puts("a", "b", "c", "d", "e")
	settle(t, clk)
	expect(t, c, "abcde cde cde")
}

func TestOldRecordsAreGivenUp(t *testing.T) {
	tab, queue := newTable(t), &letters{}
	c := &consumer{answer: func([]string, events.DynamoDBEvent) (string, error) { return "", errFunction }}
	_, clk := begin(t, tab.source, c, queue, streams.Mapping{
		StreamARN: tab.stream, MaximumRetryAttempts: streams.Unlimited, MaximumRecordAge: time.Minute, OnFailure: "dead"})
	tab.puts("a")
	if err := clk.Advance(t.Context(), 50*time.Second); err != nil {
		t.Fatal(err)
	}
	if len(queue.bodies) != 0 {
		t.Fatalf("given up too early: %q", queue.bodies)
	}
	if err := clk.Advance(t.Context(), time.Minute); err != nil {
		t.Fatal(err)
	}
	if len(queue.bodies) != 1 || !strings.Contains(queue.bodies[0], "RecordAgeExceeded") {
		t.Fatalf("letters %q", queue.bodies)
	}
}

func TestRunDeliversOnNudgeAndByItself(t *testing.T) {
	tab := newTable(t)
	arrived := make(chan string, 10)
	c := &consumer{answer: func(keys []string, _ events.DynamoDBEvent) (string, error) {
		arrived <- strings.Join(keys, "")
		return "", nil
	}}
	service, _ := begin(t, tab.source, c, nil, streams.Mapping{StreamARN: tab.stream})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		service.Run(ctx)
		close(ended)
	}()
	for _, key := range []string{"nudged", "found"} {
		tab.puts(key)
		if key == "nudged" {
			service.Nudge()
		}
		select {
		case got := <-arrived:
			if got != key {
				t.Fatalf("%s arrived, want %s", got, key)
			}
		case <-time.After(30 * time.Second):
			t.Fatal("nothing arrived")
		}
	}
	cancel()
	<-ended
}

func TestBadMappingsAreRefused(t *testing.T) {
	tab := newTable(t)
	service := streams.New(clock.New(start), slog.New(slog.DiscardHandler), streams.Options{Source: tab.source, Invoker: &consumer{}})
	good := streams.Mapping{Function: "f", StreamARN: tab.stream, StartingPosition: streams.Latest}
	if err := service.Add(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*streams.Mapping){
		"no function": func(m *streams.Mapping) { m.Function = "" }, "no stream": func(m *streams.Mapping) { m.StreamARN = "" },
		"position": func(m *streams.Mapping) { m.StartingPosition = "AT_TIMESTAMP" }, "batch": func(m *streams.Mapping) { m.BatchSize = 10_001 },
		"retries": func(m *streams.Mapping) { m.MaximumRetryAttempts = -2 }, "queue": func(m *streams.Mapping) { m.OnFailure = "dead" },
		"unknown stream": func(m *streams.Mapping) { m.StreamARN += "0" },
	} {
		bad := good
		spoil(&bad)
		if service.Add(t.Context(), bad) == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
