package sample_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samplepath/shared/policy"
	"samplepath/shared/sample"
)

type sent struct {
	kind sample.ReminderKind
	day  int // after the delivery
}

// whole is feature I1's plan: the receipt after 2 days, a person after 4, the content before, at and after day 14.
var whole = []sent{
	{sample.RemindReceipt, 2}, {sample.RemindFollowUp, 4}, {sample.RemindDueSoon, 11}, {sample.RemindDue, 14}, {sample.RemindFinal, 17},
}

// follow lets a job come by every step until the days are over, and notes what it sends.
func follow(t *testing.T, s sample.Sample, from time.Time, step time.Duration, days int) (sample.Sample, []sent) {
	t.Helper()
	var out []sent
	for now := from; now.Before(delivered.Add(policy.Days(days))); now = now.Add(step) {
		for s.NextReminderAt != nil && !s.NextReminderAt.After(now) {
			next, err := sample.Remind(s, now)
			if err != nil {
				t.Fatal(err)
			}
			if next.NextReminderAt != nil && next.NextReminderAt.Before(now) {
				t.Fatalf("after %s the next is due at %s, before now", next.LastReminder, next.NextReminderAt)
			}
			if len(out) > 3*len(whole) {
				t.Fatalf("the reminders never end: %v", out)
			}
			out = append(out, sent{next.LastReminder, int(now.Sub(delivered).Hours() / 24)})
			s = next
		}
	}
	return s, out
}

func deliver(t *testing.T) sample.Sample {
	t.Helper()
	s, _ := report(t, in(sample.StatusShipped), sample.StatusDelivered, "delivered", delivered, delivered)
	return s
}

func TestThePlanAtItsTimes(t *testing.T) {
	s, got := follow(t, deliver(t), delivered, time.Hour, 60)
	if !slices.Equal(got, whole) || s.NextReminderAt != nil {
		t.Fatalf("sent %v, next %v", got, s.NextReminderAt)
	}
	if at := sample.MissedAt(s); !at.Equal(delivered.AddDate(0, 0, 20)) {
		t.Fatalf("missed at %s", at)
	}
}

// After the receipt nobody asks for it.
func TestThePlanAfterTheReceipt(t *testing.T) {
	for day, want := range map[int][]sent{0: whole[2:], 3: slices.Concat(whole[:1], whole[2:]), 5: whole} {
		at := delivered.AddDate(0, 0, day)
		s, before := follow(t, deliver(t), delivered, time.Hour, day)
		s, err := sample.Receive(s, "intact", at)
		if err != nil {
			t.Fatal(err)
		}
		s, after := follow(t, s, at, time.Hour, 60)
		if got := slices.Concat(before, after); !slices.Equal(got, want) || s.NextReminderAt != nil {
			t.Errorf("received on day %d: sent %v, want %v", day, got, want)
		}
	}
}

func TestNothingAfterThePost(t *testing.T) {
	for _, day := range []int{0, 3, 12, 15, 18} {
		s, _ := follow(t, deliver(t), delivered, time.Hour, day)
		s, err := sample.Post(s, sample.Content{PublishedAt: ordered}, delivered.AddDate(0, 0, day))
		if err != nil {
			t.Fatal(err)
		}
		if _, _, ok := sample.NextReminder(s, late); ok || s.NextReminderAt != nil {
			t.Errorf("posted on day %d: a reminder is due at %v", day, s.NextReminderAt)
		}
		if _, err := sample.Remind(s, late); !errors.Is(err, sample.ErrMove) {
			t.Errorf("posted on day %d: %v", day, err)
		}
	}
}

// A job that stood still sends what it missed one after the other, each once, and then goes on as planned. A creator whose
// content is overdue is not told first that it is due soon.
func TestStandstillCatchesUp(t *testing.T) {
	s, got := follow(t, deliver(t), delivered.AddDate(0, 0, 12), time.Hour, 60)
	want := []sent{{sample.RemindReceipt, 12}, {sample.RemindFollowUp, 12}, {sample.RemindDueSoon, 12}, {sample.RemindDue, 14}, {sample.RemindFinal, 17}}
	if !slices.Equal(got, want) || s.NextReminderAt != nil {
		t.Fatalf("sent %v, want %v", got, want)
	}
	_, got = follow(t, deliver(t), delivered.AddDate(0, 0, 18), time.Hour, 60)
	if want = []sent{{sample.RemindReceipt, 18}, {sample.RemindFollowUp, 18}, {sample.RemindFinal, 18}}; !slices.Equal(got, want) {
		t.Fatalf("longer: sent %v, want %v", got, want)
	}
}

func TestNoReminderBeforeItsTime(t *testing.T) {
	s := deliver(t)
	early := s.NextReminderAt.Add(-time.Millisecond)
	if after, err := sample.Remind(s, early); !errors.Is(err, sample.ErrMove) || after.Version != s.Version {
		t.Fatalf("%v", err)
	}
	if _, err := sample.Remind(s, *s.NextReminderAt); err != nil {
		t.Fatal(err)
	}
}

// A delivery that is told late makes no reminder due in the past: the due index is read forward only.
func TestReminderIsNeverDueInThePast(t *testing.T) {
	now := delivered.AddDate(0, 0, 9)
	s, _ := report(t, in(sample.StatusShipped), sample.StatusDelivered, "delivered", delivered, now)
	if !s.NextReminderAt.Equal(now) {
		t.Fatalf("due at %s, want %s", s.NextReminderAt, now)
	}
}

// Feature I1: a delivery that turned out wrong and the one that followed are two, each with all its reminders.
func TestRemindersBeginAnewWithEachDelivery(t *testing.T) {
	before := in(sample.StatusDeliveryException)
	before.LastReminder, before.RemindedAfter, before.Extensions = sample.RemindDueSoon, 1, 1
	s, _ := report(t, before, sample.StatusDelivered, "delivered", delivered, delivered)
	if _, got := follow(t, s, delivered, time.Hour, 60); !slices.Equal(got, whole) {
		t.Errorf("by the carrier's word: sent %v, want %v", got, whole)
	}
	s, err := sample.Receive(before, "intact", delivered)
	if err != nil {
		t.Fatal(err)
	}
	if _, got := follow(t, s, delivered, time.Hour, 60); !slices.Equal(got, whole[2:]) {
		t.Errorf("by the creator's word: sent %v, want %v", got, whole[2:])
	}
}
