package table_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/authorization"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// daysOf are the times from which the job looks, in hours from the beginning of a day.
func daysOf(t *testing.T, tab *table.Table, now, midnight time.Time) (hours []int) {
	t.Helper()
	days, err := pending.DueDays(t.Context(), tab, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range days {
		hours = append(hours, int(from.Sub(midnight).Hours()))
	}
	return hours
}

func TestDaysSinceTheCursor(t *testing.T) {
	tab := tabletest.New(t)
	now := time.Date(2030, 6, 10, 12, 34, 56, 0, time.UTC)
	noon, midnight := now.Truncate(time.Hour), now.Truncate(24*time.Hour)
	if got := daysOf(t, tab, now, midnight); !slices.Equal(got, []int{-12, 0}) {
		t.Fatalf("the first run looks at %v", got)
	}
	for _, test := range []struct {
		done, now time.Time
		want      []int // hours from midnight
	}{
		{now, now, []int{12}},
		{now, now.Add(time.Hour), []int{12}},
		{noon.Add(5 * time.Minute), now, []int{11}}, // the index may lag: the hour before is not done with
		{noon.Add(15 * time.Minute), now, []int{12}},
		{midnight.Add(5 * time.Minute), midnight.Add(6 * time.Minute), []int{-1, 0}},
		{now, midnight.Add(24*time.Hour - time.Millisecond), []int{12}},
		{now, midnight.Add(24 * time.Hour), []int{12, 24}},
		{now, now.Add(72 * time.Hour), []int{12, 24, 48, 72}},
	} {
		if err := pending.DoneUntil(t.Context(), tab, test.done); err != nil {
			t.Fatal(err)
		}
		if got := daysOf(t, tab, test.now, midnight); !slices.Equal(got, test.want) {
			t.Errorf("done until %s, at %s: %v, want %v", test.done.Format(time.TimeOnly), test.now.Format(time.TimeOnly), got, test.want)
		}
	}
}

// A stored position that cannot be right keeps the job from nothing: it begins a day back, or as far back as it ever looks.
func TestDaysSinceACursorThatCannotBe(t *testing.T) {
	now := time.Date(2030, 6, 10, 12, 34, 56, 0, time.UTC)
	at := func(hour time.Time) types.AttributeValue {
		return &types.AttributeValueMemberN{Value: strconv.FormatInt(hour.UnixMilli(), 10)}
	}
	for name, test := range map[string]struct {
		hour types.AttributeValue
		want int // how many hours back it begins
	}{
		"in the future":   {at(now.Add(time.Hour)), 24},
		"years back":      {at(time.Unix(0, 0)), 30 * 24},
		"in another form": {&types.AttributeValueMemberS{Value: "2030-06-10T12"}, 30 * 24},
	} {
		tab, client := tabletest.At(t, dynamotest.Endpoint(t))
		if _, err := client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: aws.String(tab.Name()), Item: map[string]types.AttributeValue{
			table.PK: &types.AttributeValueMemberS{Value: "JOB#due"}, table.SK: &types.AttributeValueMemberS{Value: "CURSOR"}, "hour": test.hour,
		}}); err != nil {
			t.Fatal(err)
		}
		if got := daysOf(t, tab, now, now.Truncate(time.Hour)); got[0] != -test.want || got[len(got)-1] != -12 {
			t.Errorf("a cursor %s: from %v, want from %d hours back until today", name, got, test.want)
		}
	}
}

// dueNow reads everything that is due from a time on, shard by shard, page by page.
func dueNow(t *testing.T, tab *table.Table, from, now time.Time) []string {
	t.Helper()
	var out []string
	for shard := range keys.DueShards {
		for cursor := ""; ; {
			due, next, err := pending.DueNow(t.Context(), tab, from, shard, now, cursor)
			if err != nil {
				t.Fatal(err)
			}
			for _, one := range due {
				if one.Sample != nil {
					out = append(out, one.Sample.ID)
				} else {
					out = append(out, one.Authorization.RequestID)
				}
			}
			if cursor = next; cursor == "" {
				break
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestWhatIsDueByNow(t *testing.T) {
	w := newWorld(t, 1000, 0)
	hour := start.Truncate(time.Hour)
	now := hour.Add(30 * time.Minute)
	remind := func(at time.Time) func(*sample.Sample) { return func(s *sample.Sample) { s.NextReminderAt = &at } }
	var want []string
	for i := range 60 { // more than a page, if they all were in one shard
		want = append(want, w.put(0, sample.StatusDelivered, remind(hour.Add(time.Duration(i)*30*time.Second))).ID)
	}
	want = append(want, w.put(0, sample.StatusDelivered, remind(now)).ID)
	w.put(0, sample.StatusDelivered, remind(now.Add(time.Millisecond)))
	w.put(0, sample.StatusDelivered, remind(hour.Add(time.Hour)))
	w.put(0, sample.StatusDelivered, remind(hour.Add(-time.Millisecond)))
	w.put(0, sample.StatusDelivered, nil)
	a, err := authorization.Request(authorization.Authorization{}, authorization.Authorization{RequestID: "ath_1", AgencyID: "agn_1", CreatorID: "crt_1"}, policy.Default, now.AddDate(0, 0, -3))
	if err != nil {
		t.Fatal(err)
	}
	w.commit(creators.AuthorizationRequested(authorization.Authorization{}, a, changed(authorization.Authorization{}, a, authorization.EventRequested)))
	want = append(want, "ath_1")
	slices.Sort(want)
	if got := dueNow(t, w.table, hour, now); !slices.Equal(got, want) {
		t.Fatalf("%d due, want %d", len(got), len(want))
	}
}

// One shard with more than a page is read to its end.
func TestAFullShardIsReadToItsEnd(t *testing.T) {
	w := newWorld(t, 1000, 0)
	at := start.Add(time.Minute)
	want := 0
	for i := 0; want < 55; i++ {
		subject := fmt.Sprintf("smp_%d", i)
		if tabletest.DuePartition(at, subject) != tabletest.DueShard(at, 3) {
			continue
		}
		want++
		w.put(0, sample.StatusDelivered, func(s *sample.Sample) { s.ID, s.NextReminderAt = subject, &at })
	}
	if got := dueNow(t, w.table, start.Truncate(time.Hour), at); len(got) != want || len(slices.Compact(got)) != want {
		t.Fatalf("%d due, want %d", len(got), want)
	}
	_, next, err := pending.DueNow(t.Context(), w.table, start, 3, at, "")
	if err != nil || next == "" {
		t.Fatalf("no second page: %v", err)
	}
	if _, _, err := pending.DueNow(t.Context(), w.table, start, 4, at, next); !errors.Is(err, table.ErrCursor) {
		t.Fatalf("a cursor of another shard: %v", err)
	}
}

// Many jobs at once claim each reminder once, and a claimed one moves to its next time.
func TestAReminderIsClaimedOnce(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	at := *w.Sample.NextReminderAt
	var claimed, late atomic.Int64
	var jobs sync.WaitGroup
	for range 8 {
		jobs.Go(func() {
			after, err := sample.Remind(w.Sample, at)
			if err != nil {
				t.Error(err)
				return
			}
			e := event.Changed(w.Sample, after, sample.EventReminded, us, at)
			switch err := w.Table.Commit(t.Context(), samples.Changed(w.Sample, after, e)); {
			case err == nil:
				claimed.Add(1)
			case errors.Is(err, table.ErrChanged):
				late.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	jobs.Wait()
	if claimed.Load() != 1 || late.Load() != 7 {
		t.Fatalf("%d claimed it, %d came late", claimed.Load(), late.Load())
	}
	if got := dueNow(t, w.Table, at.Truncate(time.Hour), at); len(got) != 0 {
		t.Fatalf("still due: %v", got)
	}
	next := at.AddDate(0, 0, 2)
	if got := dueNow(t, w.Table, next.Truncate(time.Hour), next); !slices.Equal(got, []string{tabletest.SampleID}) {
		t.Fatalf("due two days later: %v", got)
	}
}

// A million due items a day never make a hot partition: the shards share them evenly.
func TestShardsShareEvenly(t *testing.T) {
	count := map[string]int{}
	const items = 16000
	for i := range items {
		count[tabletest.DuePartition(start, event.ID("smp", i))]++
	}
	if len(count) != keys.DueShards {
		t.Fatalf("%d shards", len(count))
	}
	for shard, n := range count {
		if mean := items / keys.DueShards; n < mean*8/10 || n > mean*12/10 {
			t.Errorf("%s has %d of %d", shard, n, items)
		}
	}
}
