package main

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/clock"
	"samplepath/shared/database/dynamo/fill"
	"samplepath/shared/database/meter"
	"samplepath/shared/policy"
	"samplepath/shared/table"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/tabletest"
)

// nextFrom is where the next run begins.
func nextFrom(t *testing.T, w *tabletest.World, now time.Time) time.Time {
	t.Helper()
	days, err := pending.DueDays(t.Context(), w.Table, now)
	if err != nil || len(days) == 0 {
		t.Fatalf("%v %v", days, err)
	}
	return days[0]
}

// A run whose claims the table refuses does not move on: the next run sends what this one could not. The days after the
// failure are worked off all the same.
func TestTheCursorStaysBeforeAFailure(t *testing.T) {
	c := newCrowd(t) // one sample, due at 18:00
	later := "smp_later"
	c.add(t, 1, func(item fill.Item) {
		at := due.AddDate(0, 0, 1)
		item[table.PK] = &types.AttributeValueMemberS{Value: "SAMPLE#" + later}
		item["id"] = &types.AttributeValueMemberS{Value: later}
		item["GSI3PK"] = &types.AttributeValueMemberS{Value: tabletest.DueShard(at, 0)}
		item["GSI3SK"] = &types.AttributeValueMemberS{Value: at.Format("2006-01-02T15:04:05.000Z") + "#" + later}
	})
	now := due.Add(26 * time.Hour)
	remove := c.proxy.Inject(meter.Fault{Kind: meter.Throttle, Operation: "TransactWriteItems", Containing: tabletest.SampleID, Probability: 1})
	if err := (job{c.Table}).run(clock.With(t.Context(), now)); !errors.Is(err, table.ErrBusy) {
		t.Errorf("a throttled run: %v", err)
	}
	if remove() == 0 {
		t.Fatal("nothing was refused")
	}
	if got, want := c.reminded(t), map[string]int{tabletest.SampleID: 0, later: 1}; !maps.Equal(got, want) {
		t.Errorf("reminded %v, want %v", got, want)
	}
	if first := nextFrom(t, c.World, now); first.After(due) {
		t.Errorf("the next run begins at %s, after what was due at %s", first, due)
	}
	if err := (job{c.Table}).run(clock.With(t.Context(), now.Add(5*time.Minute))); err != nil {
		t.Error(err)
	}
	if got := c.reminded(t)[tabletest.SampleID]; got != 1 {
		t.Errorf("reminded %d times after the failure", got)
	}
	if first := nextFrom(t, c.World, now); first.Before(now.Add(-2 * time.Hour)) {
		t.Errorf("the run after it still begins at %s", first)
	}
}

// Features I1, K1: a sample is reminded of by the policy that held when it was ordered, whatever is set while it waits.
func TestRemindersByTheSamplesOwnPolicy(t *testing.T) {
	other := func(s *policy.Settings) {
		s.ReceiptReminderDays, s.FollowUpDays, s.ContentDays, s.DueSoonDays, s.FinalReminderDays = 4, 6, 12, 1, 2
	}
	standard := []string{"12 confirm_receipt", "14 follow_up", "21 content_due_soon", "24 content_due", "27 content_overdue"}
	for name, test := range map[string]struct {
		world func(t *testing.T) *tabletest.World
		want  []string
	}{
		"set before the order": {func(t *testing.T) *tabletest.World {
			w := tabletest.NewWorld(t)
			w.SetPolicy(tabletest.CampaignID, other)
			return w.Authorized().Order().Label().Dispatch().Deliver() // on the 10th, at 18:00
		}, []string{"14 confirm_receipt", "16 follow_up", "21 content_due_soon", "22 content_due", "24 content_overdue"}},
		"set after the order": {func(t *testing.T) *tabletest.World {
			w := tabletest.NewWorld(t).Authorized().Order()
			w.SetPolicy("", other)
			return w.Label().Dispatch().Deliver()
		}, standard},
		"set after the delivery": {func(t *testing.T) *tabletest.World {
			w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
			w.SetPolicy(tabletest.CampaignID, other)
			return w
		}, standard},
	} {
		w := test.world(t)
		everyDay(t, w, 12, 29, 18)
		if got := reminders(t, w); !slices.Equal(got, test.want) {
			t.Errorf("%s: sent %v, want %v", name, got, test.want)
		}
	}
}

// An entry that no run can ever claim, because its item cannot be read, is reported and left behind.
func TestAnUnreadableItemHoldsUpNoOther(t *testing.T) {
	c := newCrowd(t)
	c.add(t, 1, func(item fill.Item) {
		item[table.PK] = &types.AttributeValueMemberS{Value: "SAMPLE#smp_broken"}
		item["orderedAt"] = &types.AttributeValueMemberS{Value: "yesterday"}
	})
	now := due.Add(3 * time.Hour)
	if err := (job{c.Table}).run(clock.With(t.Context(), now)); err == nil {
		t.Error("nobody hears of the unreadable item")
	}
	if got := reminders(t, c.World); !slices.Equal(got, []string{"12 confirm_receipt"}) {
		t.Errorf("sent %v", got)
	}
	if err := (job{c.Table}).run(clock.With(t.Context(), now.Add(time.Hour))); err != nil {
		t.Errorf("the next run fails for the same item: %v", err)
	}
}

// A cursor in the future, which no run reaches, is passed over. See pending.DueDays for other positions that cannot be right.
func TestACursorInTheFutureFreezesNothing(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	if err := pending.DoneUntil(t.Context(), w.Table, due.AddDate(3, 0, 0)); err != nil {
		t.Fatal(err)
	}
	come(t, w, due.Add(time.Hour), 1)
	if got := reminders(t, w); !slices.Equal(got, []string{"12 confirm_receipt"}) {
		t.Errorf("sent %v", got)
	}
	if first, latest := nextFrom(t, w, due.Add(time.Hour)), due.Add(time.Hour); first.After(latest) || first.Before(latest.Add(-2*time.Hour)) {
		t.Errorf("the next run begins at %s", first)
	}
}
