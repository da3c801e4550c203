package meter_test

import (
	"crypto/rand"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/database/dynamo"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/database/meter"
)

// bench is a table behind a proxy: PK and SK; GSI1 (GPK, GSK) with all attributes; GSI2 (DPK) with keys and "note".
type bench struct {
	t      testing.TB
	proxy  *meter.Proxy
	client *dynamodb.Client
	table  string
}

func newBench(t testing.TB, options meter.Options) *bench {
	t.Helper()
	options.AccessKey = dynamotest.AccessKey
	proxy := meter.New(dynamotest.Endpoint(t), options)
	endpoint, err := proxy.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := proxy.Close(); err != nil {
			t.Error(err)
		}
	})
	b := &bench{t: t, proxy: proxy, client: connect(endpoint, "tester"), table: "meter-" + rand.Text()}
	key := func(name string, kind types.KeyType) types.KeySchemaElement {
		return types.KeySchemaElement{AttributeName: &name, KeyType: kind}
	}
	var attributes []types.AttributeDefinition
	for _, name := range []string{"PK", "SK", "GPK", "GSK", "DPK"} {
		attributes = append(attributes, types.AttributeDefinition{AttributeName: &name, AttributeType: types.ScalarAttributeTypeS})
	}
	_, err = b.client.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName: &b.table, BillingMode: types.BillingModePayPerRequest, AttributeDefinitions: attributes,
		KeySchema: []types.KeySchemaElement{key("PK", types.KeyTypeHash), key("SK", types.KeyTypeRange)},
		GlobalSecondaryIndexes: []types.GlobalSecondaryIndex{
			{IndexName: aws.String("GSI1"), KeySchema: []types.KeySchemaElement{key("GPK", types.KeyTypeHash), key("GSK", types.KeyTypeRange)},
				Projection: &types.Projection{ProjectionType: types.ProjectionTypeAll}},
			{IndexName: aws.String("GSI2"), KeySchema: []types.KeySchemaElement{key("DPK", types.KeyTypeHash)},
				Projection: &types.Projection{ProjectionType: types.ProjectionTypeInclude, NonKeyAttributes: []string{"note"}}},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	proxy.Reset()
	return b
}

func connect(endpoint, app string) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region: "us-east-1", BaseEndpoint: &endpoint, AppID: app, RetryMaxAttempts: 3,
		Credentials: dynamotest.AccessKey,
	})
}

// item returns an item from names and values.
func item(pairs ...any) map[string]types.AttributeValue {
	out := map[string]types.AttributeValue{}
	for i := 0; i < len(pairs); i += 2 {
		value, err := attributevalue.Marshal(pairs[i+1])
		if err != nil {
			panic(err)
		}
		out[pairs[i].(string)] = value
	}
	return out
}

func text(n int) string { return strings.Repeat("x", n) }

func (b *bench) put(pairs ...any) {
	b.t.Helper()
	if _, err := b.client.PutItem(b.t.Context(), &dynamodb.PutItemInput{TableName: &b.table, Item: item(pairs...)}); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) update(key map[string]types.AttributeValue, expression string, values ...any) {
	b.t.Helper()
	input := &dynamodb.UpdateItemInput{TableName: &b.table, Key: key, UpdateExpression: &expression}
	if values != nil {
		input.ExpressionAttributeValues = item(values...)
	}
	if _, err := b.client.UpdateItem(b.t.Context(), input); err != nil {
		b.t.Fatal(err)
	}
}

// expect checks what was counted since the last time.
func (b *bench) expect(what string, trips int, read, write float64) {
	b.t.Helper()
	got := b.proxy.Reset().Tally
	if want := (meter.Tally{RoundTrips: trips, ReadUnits: read, WriteUnits: write}); got != want {
		b.t.Errorf("%s: counted %+v, want %+v", what, got, want)
	}
}

func TestWritesCostByTheLargerItem(t *testing.T) {
	b := newBench(t, meter.Options{})
	key := item("PK", "a", "SK", "1")
	b.put("PK", "a", "SK", "1")
	b.expect("a small item", 1, 0, 1)
	b.put("PK", "a", "SK", "1", "x", text(1024-7)) // PK a SK 1 x: 7 bytes
	b.expect("1,024 bytes", 1, 0, 1)
	b.put("PK", "a", "SK", "1", "x", text(1024-6))
	b.expect("1,025 bytes", 1, 0, 2)
	b.put("PK", "a", "SK", "1")
	b.expect("a small item in place of 1,025 bytes", 1, 0, 2)
	b.update(key, "SET x = :x", ":x", text(3000))
	b.expect("an update to 3 KB", 1, 0, 3)
	b.update(key, "REMOVE x")
	b.expect("an update from 3 KB", 1, 0, 3)
	b.update(key, "SET x = :x", ":x", text(2000))
	b.expect("an update to 2 KB", 1, 0, 2)
	if _, err := b.client.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: &b.table, Key: key}); err != nil {
		t.Fatal(err)
	}
	b.expect("a delete of 2 KB", 1, 0, 2)
	if _, err := b.client.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: &b.table, Key: key}); err != nil {
		t.Fatal(err)
	}
	b.expect("a delete of nothing", 1, 0, 1)
}

func TestIndexesCostWhenTheirEntriesChange(t *testing.T) {
	b := newBench(t, meter.Options{})
	key := item("PK", "a", "SK", "1")
	b.put("PK", "a", "SK", "1", "GPK", "g")
	b.expect("half an index key", 1, 0, 1)
	b.update(key, "SET GSK = :v", ":v", "1")
	b.expect("a new entry", 1, 0, 2)
	b.update(key, "SET DPK = :v", ":v", "d")
	b.expect("a new entry in one index, an attribute of the other", 1, 0, 3)
	b.update(key, "SET amount = :v", ":v", 1)
	b.expect("an attribute of one index only", 1, 0, 2)
	b.update(key, "SET note = :v", ":v", "n")
	b.expect("an attribute of both", 1, 0, 3)
	b.update(key, "SET note = :v", ":v", "n")
	b.expect("nothing", 1, 0, 1)
	b.update(key, "SET DPK = :v", ":v", "e")
	b.expect("a key of one, an attribute of the other", 1, 0, 1+2+1)
	b.update(key, "SET amount = :v", ":v", text(1500))
	b.expect("2 KB in the item and one index", 1, 0, 2+2)
	b.update(key, "REMOVE DPK SET note = :n", ":n", "m")
	b.expect("out of the small index", 1, 0, 2+1+2)
	if _, err := b.client.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: &b.table, Key: key}); err != nil {
		t.Fatal(err)
	}
	b.expect("a delete", 1, 0, 2+2)
}

func TestTransactionsCostTwiceButTheirIndexesOnce(t *testing.T) {
	b := newBench(t, meter.Options{})
	b.put("PK", "check", "SK", "1", "x", text(1500))
	b.proxy.Reset()
	input := &dynamodb.TransactWriteItemsInput{ClientRequestToken: aws.String(rand.Text()), TransactItems: []types.TransactWriteItem{
		{Put: &types.Put{TableName: &b.table, Item: item("PK", "a", "SK", "1", "GPK", "g", "GSK", "1", "x", text(1500))}},
		{Update: &types.Update{TableName: &b.table, Key: item("PK", "b", "SK", "1"), UpdateExpression: aws.String("SET n = :n"),
			ExpressionAttributeValues: item(":n", 1)}},
		{Delete: &types.Delete{TableName: &b.table, Key: item("PK", "c", "SK", "1")}},
		{ConditionCheck: &types.ConditionCheck{TableName: &b.table, Key: item("PK", "check", "SK", "1"), ConditionExpression: aws.String("attribute_exists(PK)")}},
	}}
	if _, err := b.client.TransactWriteItems(t.Context(), input); err != nil {
		t.Fatal(err)
	}
	b.expect("a transaction", 1, 0, (4+2)+2+2+4)
	if _, err := b.client.TransactWriteItems(t.Context(), input); err != nil {
		t.Fatal(err)
	}
	b.expect("its repetition", 1, 2+2+2+2, 0)
	input.ClientRequestToken = aws.String(rand.Text())
	input.TransactItems[3].ConditionCheck.ConditionExpression = aws.String("attribute_not_exists(PK)")
	if _, err := b.client.TransactWriteItems(t.Context(), input); err == nil {
		t.Fatal("the condition held")
	}
	b.expect("a transaction that fails", 1, 0, 4+2+2+4)
}

func TestFailedConditionCosts(t *testing.T) {
	b := newBench(t, meter.Options{})
	b.put("PK", "a", "SK", "1", "x", text(1500))
	b.proxy.Reset()
	_, err := b.client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &b.table, Item: item("PK", "a", "SK", "1"),
		ConditionExpression: aws.String("attribute_not_exists(PK)")})
	var failed *types.ConditionalCheckFailedException
	if !errors.As(err, &failed) {
		t.Fatal(err)
	}
	b.expect("a failed condition on 2 KB", 1, 0, 2)
	if _, err := b.client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &b.table, Item: item("PK", "a")}); err == nil {
		t.Fatal("an item without its key was taken")
	}
	b.expect("an invalid request", 1, 0, 0)
}

func TestBatchesCostByItem(t *testing.T) {
	b := newBench(t, meter.Options{})
	_, err := b.client.BatchWriteItem(t.Context(), &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{b.table: {
		{PutRequest: &types.PutRequest{Item: item("PK", "a", "SK", "1", "x", text(5000))}},
		{PutRequest: &types.PutRequest{Item: item("PK", "b", "SK", "1", "DPK", "d")}},
		{DeleteRequest: &types.DeleteRequest{Key: item("PK", "c", "SK", "1")}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	b.expect("a batch of writes", 1, 0, 5+2+1)
	keys := []map[string]types.AttributeValue{item("PK", "a", "SK", "1"), item("PK", "b", "SK", "1"), item("PK", "none", "SK", "1")}
	for consistent, want := range map[bool]float64{true: 2 + 1 + 1, false: 1 + 0.5 + 0.5} {
		_, err := b.client.BatchGetItem(t.Context(), &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{
			b.table: {Keys: keys, ConsistentRead: &consistent, ProjectionExpression: aws.String("PK")}}})
		if err != nil {
			t.Fatal(err)
		}
		b.expect("a batch of reads", 1, want, 0)
	}
	var gets []types.TransactGetItem
	for _, key := range keys {
		gets = append(gets, types.TransactGetItem{Get: &types.Get{TableName: &b.table, Key: key}})
	}
	if _, err := b.client.TransactGetItems(t.Context(), &dynamodb.TransactGetItemsInput{TransactItems: gets}); err != nil {
		t.Fatal(err)
	}
	b.expect("a transaction of reads", 1, 4+2+2, 0)
}

func TestGetsCostByTheWholeItem(t *testing.T) {
	b := newBench(t, meter.Options{})
	b.put("PK", "a", "SK", "1", "x", text(5000))
	b.proxy.Reset()
	for _, c := range []struct {
		what       string
		key        string
		consistent bool
		projection *string
		want       float64
	}{
		{"5 KB", "a", false, nil, 1}, {"5 KB, consistently", "a", true, nil, 2}, {"a part of 5 KB", "a", true, aws.String("SK"), 2},
		{"nothing", "b", false, nil, 0.5}, {"nothing, consistently", "b", true, nil, 1},
	} {
		_, err := b.client.GetItem(t.Context(), &dynamodb.GetItemInput{
			TableName: &b.table, Key: item("PK", c.key, "SK", "1"), ConsistentRead: &c.consistent, ProjectionExpression: c.projection})
		if err != nil {
			t.Fatal(err)
		}
		b.expect(c.what, 1, c.want, 0)
	}
}

func TestQueriesCostWhatTheyLookAt(t *testing.T) {
	b := newBench(t, meter.Options{})
	for _, sk := range []string{"1", "2", "3", "4"} {
		b.put("PK", "a", "SK", sk, "x", text(3000), "DPK", "d", "even", sk == "2" || sk == "4")
	}
	b.proxy.Reset()
	query := func(what string, want float64, spoil func(*dynamodb.QueryInput)) {
		t.Helper()
		input := &dynamodb.QueryInput{TableName: &b.table, KeyConditionExpression: aws.String("#pk = :pk"),
			ExpressionAttributeNames: map[string]string{"#pk": "PK"}, ExpressionAttributeValues: item(":pk", "a")}
		spoil(input)
		if _, err := b.client.Query(t.Context(), input); err != nil {
			t.Fatal(err)
		}
		b.expect(what, 1, want, 0)
	}
	query("4 items of 3 KB", 1.5, func(*dynamodb.QueryInput) {})
	query("4 items of 3 KB, consistently", 3, func(q *dynamodb.QueryInput) { q.ConsistentRead = aws.Bool(true) })
	query("2 items of 3 KB", 1, func(q *dynamodb.QueryInput) { q.Limit = aws.Int32(2) })
	query("a filter", 1.5, func(q *dynamodb.QueryInput) {
		q.FilterExpression = aws.String("even = :even AND #x <> :pk")
		q.ExpressionAttributeNames["#x"] = "x"
		q.ExpressionAttributeValues[":even"] = &types.AttributeValueMemberBOOL{Value: true}
	})
	query("a filter after a page", 1, func(q *dynamodb.QueryInput) {
		q.ExclusiveStartKey = item("PK", "a", "SK", "2")
		q.FilterExpression = aws.String("even = :even")
		q.ExpressionAttributeValues[":even"] = &types.AttributeValueMemberBOOL{Value: true}
	})
	query("a count", 1.5, func(q *dynamodb.QueryInput) { q.Select = types.SelectCount })
	query("a part", 1.5, func(q *dynamodb.QueryInput) { q.ProjectionExpression = aws.String("SK") })
	query("nothing", 0.5, func(q *dynamodb.QueryInput) { q.ExpressionAttributeValues = item(":pk", "none") })
	query("an index of small entries", 0.5, func(q *dynamodb.QueryInput) {
		q.IndexName, q.ExpressionAttributeNames["#pk"], q.ExpressionAttributeValues = aws.String("GSI2"), "DPK", item(":pk", "d")
	})
	//nolint:forbidigo // what it would cost must be known, too
	if _, err := b.client.Scan(t.Context(), &dynamodb.ScanInput{TableName: &b.table, FilterExpression: aws.String("SK = :v"),
		ExpressionAttributeValues: item(":v", "1")}); err != nil {
		t.Fatal(err)
	}
	b.expect("a scan", 1, 1.5, 0)
}

func TestCountsAreKeptByOperationAndApp(t *testing.T) {
	b := newBench(t, meter.Options{})
	endpoint, err := b.proxy.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	other := connect(endpoint, "order-sample")
	before := b.proxy.Counts()
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			_, err := other.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &b.table, Item: item("PK", "a", "SK", text(i+1))})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	b.put("PK", "a", "SK", "1")
	if _, err := b.client.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: &b.table, Key: item("PK", "a", "SK", "1")}); err != nil {
		t.Fatal(err)
	}
	counts := b.proxy.Counts().Since(before)
	if want := (meter.Tally{RoundTrips: 22, ReadUnits: 0.5, WriteUnits: 21}); counts.Tally != want {
		t.Errorf("all %+v, want %+v", counts.Tally, want)
	}
	if want := (meter.Tally{RoundTrips: 21, WriteUnits: 21}); counts.ByOperation["PutItem"] != want {
		t.Errorf("puts %+v, want %+v", counts.ByOperation["PutItem"], want)
	}
	if want := (meter.Tally{RoundTrips: 20, WriteUnits: 20}); counts.ByApp["order-sample"].Tally != want {
		t.Errorf("order-sample %+v, want %+v", counts.ByApp["order-sample"], want)
	}
	if want := (meter.Tally{RoundTrips: 1, ReadUnits: 0.5}); counts.ByApp["tester"].ByOperation["GetItem"] != want {
		t.Errorf("tester %+v, want %+v", counts.ByApp["tester"], want)
	}
}

func TestRoundTripsOnly(t *testing.T) {
	b := newBench(t, meter.Options{RoundTripsOnly: true})
	b.put("PK", "a", "SK", "1")
	b.expect("a put", 1, 0, 0)
}

func TestOnWriteIsCalledForWritesThatWereDone(t *testing.T) {
	var called atomic.Int32
	b := newBench(t, meter.Options{OnWrite: func() { called.Add(1) }})
	b.put("PK", "a", "SK", "1")
	_, err := b.client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &b.table, Item: item("PK", "a", "SK", "1"),
		ConditionExpression: aws.String("attribute_not_exists(PK)")})
	if err == nil {
		t.Fatal("the condition held")
	}
	if _, err := b.client.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: &b.table, Key: item("PK", "a", "SK", "1")}); err != nil {
		t.Fatal(err)
	}
	if got := called.Load(); got != 1 {
		t.Fatalf("called %d times, want once", got)
	}
}

// Whoever asks, by whatever access key and for whatever region, as the command line does, is in the proxy's database.
func TestTheDatabaseIsTheProxysOwn(t *testing.T) {
	b := newBench(t, meter.Options{})
	client := dynamodb.New(b.client.Options(), func(o *dynamodb.Options) {
		o.Credentials, o.Region = dynamo.AccessKey("stranger"), "eu-central-1"
	})
	if _, err := client.DescribeTable(t.Context(), &dynamodb.DescribeTableInput{TableName: &b.table}); err != nil {
		t.Fatal(err)
	}
}

func TestUpstreamDownIsAnAnswer(t *testing.T) {
	proxy := meter.New("http://127.0.0.1:1", meter.Options{})
	endpoint, err := proxy.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := proxy.Close(); err != nil {
			t.Error(err)
		}
	})
	response, err := http.Post(endpoint, "application/x-amz-json-1.0", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusBadGateway {
		t.Fatalf("answer %s", response.Status)
	}
}

func BenchmarkPutAccounted(b *testing.B) {
	bb := newBench(b, meter.Options{})
	for b.Loop() {
		bb.put("PK", "a", "SK", "1", "GPK", "g", "GSK", "1")
	}
}

func BenchmarkPutRoundTripsOnly(b *testing.B) {
	bb := newBench(b, meter.Options{RoundTripsOnly: true})
	for b.Loop() {
		bb.put("PK", "a", "SK", "1", "GPK", "g", "GSK", "1")
	}
}
