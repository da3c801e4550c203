package table_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"pgregory.net/rapid"

	"samplepath/shared/clock"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/tabletest"
)

// opened goes through all open samples that were ordered before a time.
func opened(ctx context.Context, t rapid.TB, tab *table.Table, before time.Time) []string {
	t.Helper()
	var out []string
	for at := (pending.Position{}); ; {
		open, next, err := pending.OpenSamples(ctx, tab, at, before)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range open {
			out = append(out, s.ID)
		}
		if at = next; at == (pending.Position{}) {
			slices.Sort(out)
			return out
		}
	}
}

// A sample is open from its order to its end, and found by its age.
func TestOpenSamples(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	evening := tabletest.Day(30, 18)
	if got := opened(t.Context(), t, w.Table, evening); got != nil {
		t.Fatalf("before the order: %v", got)
	}
	is := []string{tabletest.SampleID}
	w.Order()
	if got := opened(t.Context(), t, w.Table, tabletest.Day(6, 9)); got != nil {
		t.Fatalf("ordered at that time: %v", got)
	}
	for _, step := range []func() *tabletest.World{w.Label, w.Dispatch, w.Deliver, w.Receive, w.Remind, w.Post} {
		if got := opened(t.Context(), t, w.Table, tabletest.Day(6, 9).Add(time.Millisecond)); !slices.Equal(got, is) {
			t.Fatalf("%s: %v", w.Sample.Status, got)
		}
		step()
	}
	if got := opened(t.Context(), t, w.Table, evening); !slices.Equal(got, is) {
		t.Fatalf("%s: %v", w.Sample.Status, got)
	}
	if w.Complete(); len(opened(t.Context(), t, w.Table, evening)) != 0 {
		t.Fatal("a completed sample is open")
	}
}

// Every page of every shard comes once, and no position of another making is taken.
func TestOpenSamplesPageByPage(t *testing.T) {
	w := newWorld(t, 200, 0)
	first := w.put(0, sample.StatusReadyToShip, nil).ID
	want := []string{first, w.put(1, sample.StatusReceived, nil).ID}
	for range 110 { // more than a page in one of the shards
		want = append(want, w.put(1, sample.StatusReadyToShip, func(s *sample.Sample) {
			for tabletest.OpenShard(s.ID) != tabletest.OpenShard(first) {
				s.ID = id.New(clock.With(t.Context(), s.OrderedAt), id.Sample)
			}
		}).ID)
	}
	w.put(1, sample.StatusLost, nil)
	slices.Sort(want)
	if got := opened(t.Context(), t, w.table, start.AddDate(0, 0, 1)); !slices.Equal(got, want) {
		t.Fatalf("%d samples, want %d, each once", len(got), len(want))
	}
	if _, _, err := pending.OpenSamples(t.Context(), w.table, pending.Position{Cursor: "forged"}, start); !errors.Is(err, table.ErrCursor) {
		t.Fatalf("a forged position: %v", err)
	}
}

func TestOpenPosition(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	begin := pending.Position{Shard: 3}
	if got, err := pending.PositionOf(t.Context(), tab, 3); err != nil || got != begin {
		t.Fatalf("before the first run: %+v %v", got, err)
	}
	for _, want := range []pending.Position{{Shard: 3, Cursor: "c"}, {Shard: 3, Requests: true}, begin} {
		if err := pending.KeepPosition(t.Context(), tab, want); err != nil {
			t.Fatal(err)
		}
		if got, err := pending.PositionOf(t.Context(), tab, 3); err != nil || got != want {
			t.Errorf("%+v %v, want %+v", got, err, want)
		}
		if got, err := pending.PositionOf(t.Context(), tab, 4); err != nil || got != (pending.Position{Shard: 4}) {
			t.Errorf("of another shard: %+v %v", got, err)
		}
	}
	// What cannot be read keeps the job from nothing.
	if _, err := client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: aws.String(tab.Name()), Item: map[string]types.AttributeValue{
		table.PK: &types.AttributeValueMemberS{Value: "JOB#open#3"}, table.SK: &types.AttributeValueMemberS{Value: "CURSOR"},
		"shard": &types.AttributeValueMemberS{Value: "three"},
	}}); err != nil {
		t.Fatal(err)
	}
	if got, err := pending.PositionOf(t.Context(), tab, 3); err != nil || got != begin {
		t.Errorf("a position that cannot be read: %+v %v", got, err)
	}
}

// A request is open while it waits for its answer.
func TestOpenRequests(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	open := func() (ids []string) {
		t.Helper()
		for shard := range keys.OpenShards {
			for at := (pending.Position{Shard: shard}); ; {
				page, next, err := pending.OpenRequests(t.Context(), w.Table, at)
				if err != nil {
					t.Fatal(err)
				}
				for _, a := range page {
					ids = append(ids, a.RequestID)
				}
				if at = next; at.Cursor == "" {
					break
				}
			}
		}
		return ids
	}
	if got := open(); len(got) != 0 {
		t.Errorf("before it is made: %v", got)
	}
	w.Ask()
	if got := open(); !slices.Equal(got, []string{tabletest.RequestID}) {
		t.Errorf("while it waits: %v", got)
	}
	w.Decline()
	if got := open(); len(got) != 0 {
		t.Errorf("after the answer: %v", got)
	}
}
