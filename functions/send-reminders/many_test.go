package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/clock"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/database/dynamo/fill"
	"samplepath/shared/database/meter"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/tabletest"
)

// crowd is a world with many delivered samples, whose first reminder is due on the 12th at 18:00. Jobs reach it through a
// proxy.
type crowd struct {
	*tabletest.World
	client  *dynamodb.Client
	proxy   *meter.Proxy
	pattern fill.Item
	version int // of each sample
}

var due = tabletest.Day(12, 18)

func newCrowd(t *testing.T) *crowd {
	t.Helper()
	endpoint, proxy := tabletest.Proxy(t)
	tab, _ := tabletest.At(t, endpoint)
	c := &crowd{World: tabletest.In(t, tab, nil), client: tabletest.Client(dynamotest.Endpoint(t)), proxy: proxy}
	c.Authorized().Order().Label().Dispatch().Deliver()
	answer, err := c.client.GetItem(t.Context(), &dynamodb.GetItemInput{TableName: ptr(tab.Name()), Key: fill.Item{
		table.PK: &types.AttributeValueMemberS{Value: "SAMPLE#" + tabletest.SampleID}, table.SK: &types.AttributeValueMemberS{Value: "SAMPLE"},
	}})
	if err != nil || answer.Item == nil {
		t.Fatalf("read the sample: %v", err)
	}
	c.pattern, c.version = answer.Item, c.Sample.Version
	if err := pending.DoneUntil(t.Context(), tab, due.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	return c
}

func ptr[T any](v T) *T { return &v }

// add stores n more samples, in all shards of the day.
func (c *crowd) add(t *testing.T, n int, edit func(fill.Item)) {
	t.Helper()
	items := make([]fill.Item, 0, n)
	for i := range n {
		item := fill.Copy(c.pattern, tabletest.SampleID, id.New(t.Context(), id.Sample))
		item["GSI3PK"] = &types.AttributeValueMemberS{Value: tabletest.DueShard(due, i%keys.DueShards)}
		edit(item)
		items = append(items, item)
	}
	if err := fill.Table(t.Context(), c.client, c.Table.Name(), items); err != nil {
		t.Fatal(err)
	}
}

// reminded says how often each sample was, by what is stored: versions and events.
func (c *crowd) reminded(t *testing.T) (samples map[string]int) {
	t.Helper()
	samples, events := map[string]int{}, map[string]int{}
	pages := dynamodb.NewScanPaginator(c.client, &dynamodb.ScanInput{TableName: ptr(c.Table.Name())})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			subject, ok := strings.CutPrefix(item[table.PK].(*types.AttributeValueMemberS).Value, "SAMPLE#")
			if !ok {
				continue
			}
			if item[table.SK].(*types.AttributeValueMemberS).Value == "SAMPLE" {
				var version int
				if _, err := fmt.Sscan(item["version"].(*types.AttributeValueMemberN).Value, &version); err != nil {
					t.Fatal(err)
				}
				samples[subject] = version - c.version
			}
			if kind, ok := item["type"].(*types.AttributeValueMemberS); ok && event.Type(kind.Value) == sample.EventReminded {
				events[subject]++
			}
		}
	}
	for subject, n := range samples {
		if events[subject] != n {
			t.Errorf("%s has %d reminders in its timeline, and moved by %d versions", subject, events[subject], n)
		}
	}
	return samples
}

// Features O2, I1: of a thousand that are due at once, more than a page in each shard, a job that is killed half-way sends some, two jobs at once send the
// others, each once, and a job after them sends nothing.
func TestAThousandOnceEach(t *testing.T) {
	const many = 1_000
	c := newCrowd(t)
	c.add(t, many-1, func(fill.Item) {})
	c.proxy.Reset()
	ctx, kill := context.WithCancel(clock.With(t.Context(), due))
	ended := make(chan error, 1)
	go func() { ended <- (job{c.Table}).run(ctx) }()
	for c.proxy.Counts().RoundTrips < many/2 {
		<-time.After(time.Millisecond)
	}
	kill()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Fatalf("the first job was not killed: %v", err)
	}
	some := 0
	for n := range maps.Values(c.reminded(t)) {
		some += n
	}
	if some == 0 || some >= many {
		t.Fatalf("the killed job sent %d of %d", some, many)
	}
	come(t, c.World, due, 2)
	come(t, c.World, due, 1)
	reminded := c.reminded(t)
	for subject, n := range reminded {
		if n != 1 {
			t.Errorf("%s was reminded %d times", subject, n)
		}
	}
	if len(reminded) != many {
		t.Errorf("%d samples, want %d", len(reminded), many)
	}
}

// The job reads what is due. A thousand that are due later on the same day, cost nothing.
func TestWhatIsNotDueCostsNothing(t *testing.T) {
	c := newCrowd(t)
	later := func(item fill.Item) {
		maps.DeleteFunc(item, func(name string, _ types.AttributeValue) bool { // what is not due is not read: its place is enough
			return name != table.PK && name != table.SK && !strings.HasPrefix(name, "GSI3")
		})
		sort := item["GSI3SK"].(*types.AttributeValueMemberS).Value
		item["GSI3SK"] = &types.AttributeValueMemberS{Value: strings.Replace(sort, "T18:00:00", "T18:30:00", 1)}
	}
	cost := func() float64 {
		t.Helper()
		c.proxy.Reset()
		come(t, c.World, due.Add(-time.Minute), 1)
		return c.proxy.Counts().ReadUnits
	}
	cost() // which begins where the job before it ended
	c.add(t, 100, later)
	few := cost()
	c.add(t, 900, later)
	if many := cost(); few == 0 || many != few {
		t.Errorf("%.1f read units with 100 samples that are not due, %.1f with 1,000", few, many)
	}
}
