package main

import (
	"slices"
	"sync"
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// run lets some jobs come by at once at a time, after one that came by an hour before.
func run(t *testing.T, w *tabletest.World, at time.Time, jobs int) {
	t.Helper()
	if err := pending.DoneUntil(t.Context(), w.Table, at.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	come(t, w, at, jobs)
}

func come(t *testing.T, w *tabletest.World, at time.Time, jobs int) {
	t.Helper()
	var group sync.WaitGroup
	for range jobs {
		group.Go(func() {
			if err := (job{w.Table}).run(clock.With(t.Context(), at)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// everyDay lets three jobs come by at an hour of some days of June.
func everyDay(t *testing.T, w *tabletest.World, from, to, hour int) {
	t.Helper()
	for day := from; day <= to; day++ {
		run(t, w, tabletest.Day(day, hour), 3)
	}
}

func reminders(t *testing.T, w *tabletest.World) []string {
	t.Helper()
	events, _, err := samples.Timeline(t.Context(), w.Table, tabletest.SampleID, table.Page{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range events {
		if e.Type == sample.EventReminded {
			out = append(out, e.At.Format("02 ")+e.Details["kind"])
		}
	}
	return out
}

// Features I1, O2: three jobs at once, and every reminder once, on its day.
func TestEachReminderOnce(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver() // on the 10th, at 18:00
	everyDay(t, w, 10, 29, 18)
	want := []string{"12 confirm_receipt", "14 follow_up", "21 content_due_soon", "24 content_due", "27 content_overdue"}
	if got := reminders(t, w); !slices.Equal(got, want) {
		t.Fatalf("sent %v, want %v", got, want)
	}
}

func TestNothingAfterThePost(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Receive().Post()
	everyDay(t, w, 20, 28, 18)
	if got := reminders(t, w); got != nil {
		t.Fatalf("sent %v", got)
	}
}

// A job that stood still for days sends what is late, each once.
func TestStandstill(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	run(t, w, tabletest.Day(11, 12), 1)
	come(t, w, tabletest.Day(14, 19), 1)
	come(t, w, tabletest.Day(14, 20), 1)
	want := []string{"14 confirm_receipt", "14 follow_up"}
	if got := reminders(t, w); !slices.Equal(got, want) {
		t.Fatalf("sent %v, want %v", got, want)
	}
}

// Feature E5: a pending request reminds once.
func TestARequestRemindsOnce(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask() // on the 5th, at 11:00
	everyDay(t, w, 6, 11, 11)
	a, err := creators.Authorization(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID)
	if err != nil || a.Status != authorization.StatusPending || a.Version != 2 || a.RemindAt != nil || !a.RemindedAt.Equal(tabletest.Day(8, 11)) {
		t.Fatalf("%+v %v", a, err)
	}
}
