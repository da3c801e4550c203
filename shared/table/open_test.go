package table_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"samplepath/shared/clock"
	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/tabletest"
)

// opened goes through all open samples that were ordered before a time.
func opened(ctx context.Context, t rapid.TB, tab *table.Table, before time.Time) []string {
	t.Helper()
	var out []string
	for at := (table.OpenPosition{}); ; {
		open, next, err := tab.OpenSamples(ctx, at, before)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range open {
			out = append(out, s.ID)
		}
		if at = next; at == (table.OpenPosition{}) {
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
	first := w.put(0, sample.ReadyToShip, nil).ID
	want := []string{first, w.put(1, sample.Received, nil).ID}
	for range 110 { // more than a page in one of the shards
		want = append(want, w.put(1, sample.ReadyToShip, func(s *sample.Sample) {
			for table.OpenShard(s.ID) != table.OpenShard(first) {
				s.ID = id.New(clock.With(t.Context(), s.OrderedAt), id.Sample)
			}
		}).ID)
	}
	w.put(1, sample.Lost, nil)
	slices.Sort(want)
	if got := opened(t.Context(), t, w.table, start.AddDate(0, 0, 1)); !slices.Equal(got, want) {
		t.Fatalf("%d samples, want %d, each once", len(got), len(want))
	}
	if _, _, err := w.table.OpenSamples(t.Context(), table.OpenPosition{Cursor: "forged"}, start); !errors.Is(err, table.ErrCursor) {
		t.Fatalf("a forged position: %v", err)
	}
}

func TestOpenPosition(t *testing.T) {
	tab := tabletest.New(t)
	if got, err := tab.OpenPosition(t.Context()); err != nil || got != (table.OpenPosition{}) {
		t.Fatalf("before the first run: %+v %v", got, err)
	}
	for _, want := range []table.OpenPosition{{Shard: 3, Cursor: "c"}, {Shard: 4}, {}} {
		if err := tab.KeepOpenPosition(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		if got, err := tab.OpenPosition(t.Context()); err != nil || got != want {
			t.Fatalf("%+v %v, want %+v", got, err, want)
		}
	}
}
