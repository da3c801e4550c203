package meter_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/database/meter"
)

func (b *bench) transact(options ...func(*dynamodb.Options)) error {
	_, err := b.client.TransactWriteItems(b.t.Context(), &dynamodb.TransactWriteItemsInput{TransactItems: []types.TransactWriteItem{
		{Put: &types.Put{TableName: &b.table, Item: item("PK", "a", "SK", "1")}},
		{Update: &types.Update{TableName: &b.table, Key: item("PK", "b", "SK", "1"), UpdateExpression: aws.String("ADD n :one"),
			ExpressionAttributeValues: item(":one", 1)}},
	}}, options...)
	return err
}

func once(o *dynamodb.Options) { o.RetryMaxAttempts = 1 }

func (b *bench) exists(pk string) bool {
	b.t.Helper()
	out, err := b.client.GetItem(b.t.Context(), &dynamodb.GetItemInput{
		TableName: &b.table, Key: item("PK", pk, "SK", "1"), ConsistentRead: aws.Bool(true)})
	if err != nil {
		b.t.Fatal(err)
	}
	return out.Item != nil
}

func TestThrottleIsTriedAgainByTheSDK(t *testing.T) {
	b := newBench(t, meter.Options{})
	remove := b.proxy.Inject(meter.Fault{Kind: meter.Throttle, Operation: "PutItem", Times: 2})
	b.put("PK", "a", "SK", "1")
	if got := remove(); got != 2 {
		t.Fatalf("struck %d times, want 2", got)
	}
	b.expect("two refusals and a put", 3, 0, 1)
}

func TestThrottleIsNamed(t *testing.T) {
	b := newBench(t, meter.Options{})
	b.proxy.Inject(meter.Fault{Kind: meter.Throttle})
	var throttled *types.ProvisionedThroughputExceededException
	if err := b.transact(once); !errors.As(err, &throttled) {
		t.Fatalf("error %v", err)
	}
	if b.exists("a") {
		t.Fatal("it was done all the same")
	}
}

func TestTransactionConflictNamesItsItem(t *testing.T) {
	b := newBench(t, meter.Options{})
	b.proxy.Inject(meter.Fault{Kind: meter.TransactionConflict, Operation: "TransactWriteItems", Reasons: []int{1}})
	var canceled *types.TransactionCanceledException
	if err := b.transact(); !errors.As(err, &canceled) {
		t.Fatalf("error %v", err)
	}
	if len(canceled.CancellationReasons) != 2 || *canceled.CancellationReasons[0].Code != "None" ||
		*canceled.CancellationReasons[1].Code != "TransactionConflict" {
		t.Fatalf("reasons %+v", canceled.CancellationReasons)
	}
	if err := b.transact(); err != nil {
		t.Fatalf("the second time: %v", err)
	}
	b.proxy.Inject(meter.Fault{Kind: meter.TransactionConflict})
	var conflict *types.TransactionConflictException
	_, err := b.client.DeleteItem(t.Context(), &dynamodb.DeleteItemInput{TableName: &b.table, Key: item("PK", "a", "SK", "1")}, once)
	if !errors.As(err, &conflict) {
		t.Fatalf("error %v", err)
	}
}

func TestTimeoutAfterCommit(t *testing.T) {
	b := newBench(t, meter.Options{})
	b.proxy.Inject(meter.Fault{Kind: meter.TimeoutAfterCommit, Operation: "TransactWriteItems"})
	if err := b.transact(once); err == nil {
		t.Fatal("the caller got an answer")
	}
	if !b.exists("a") {
		t.Fatal("it was not done")
	}
	b.proxy.Inject(meter.Fault{Kind: meter.TimeoutAfterCommit, Operation: "TransactWriteItems"})
	b.proxy.Reset()
	if err := b.transact(); err != nil { // the SDK tries again with the same token, and nothing happens twice
		t.Fatal(err)
	}
	b.expect("a transaction and its repetition", 2, 4, 4)
	out, err := b.client.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: &b.table, Key: item("PK", "b", "SK", "1")})
	if err != nil {
		t.Fatal(err)
	}
	if n := out.Item["n"].(*types.AttributeValueMemberN).Value; n != "2" {
		t.Fatalf("two transactions counted to %s", n)
	}
}

func TestDropNeverArrives(t *testing.T) {
	b := newBench(t, meter.Options{})
	b.proxy.Inject(meter.Fault{Kind: meter.Drop})
	if err := b.transact(once); err == nil {
		t.Fatal("the caller got an answer")
	}
	if b.exists("a") {
		t.Fatal("it was done")
	}
}

func TestFaultsChooseTheirRequests(t *testing.T) {
	b := newBench(t, meter.Options{})
	b.proxy.Inject(meter.Fault{Kind: meter.Drop, App: "somebody else"})
	b.proxy.Inject(meter.Fault{Kind: meter.Drop, Operation: "GetItem"})
	b.proxy.Inject(meter.Fault{Kind: meter.Drop, Containing: `"third"`})
	remove := b.proxy.Inject(meter.Fault{Kind: meter.Throttle, Operation: "PutItem", Nth: 2})
	put := func(pk string) error {
		_, err := b.client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &b.table, Item: item("PK", pk, "SK", "1")}, once)
		return err
	}
	for i, want := range []bool{true, false, true} {
		if err := put("a"); (err == nil) != want {
			t.Errorf("put %d: %v", i+1, err)
		}
	}
	if put("third") == nil {
		t.Error("the key was not noticed")
	}
	if got := remove(); got != 1 {
		t.Errorf("struck %d times, want once", got)
	}
}

func TestFaultsByChanceRepeatWithTheirSeed(t *testing.T) {
	var runs [2]string
	for i := range runs {
		b := newBench(t, meter.Options{Seed: 7})
		remove := b.proxy.Inject(meter.Fault{Kind: meter.Throttle, Operation: "PutItem", Probability: 0.5})
		for range 20 {
			_, err := b.client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &b.table, Item: item("PK", "a", "SK", "1")}, once)
			runs[i] += map[bool]string{true: ".", false: "x"}[err == nil]
		}
		if got := remove(); got < 3 || got > 17 {
			t.Errorf("struck %d times of 20", got)
		}
	}
	if runs[0] != runs[1] {
		t.Errorf("%s and %s differ", runs[0], runs[1])
	}
}
