package main

import (
	"slices"
	"testing"
	"time"

	"samplepath/shared/database/meter"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// broken is Step Functions where every execution fails as soon as it is started.
func broken() *fake {
	f := newFake("failed")
	f.startsAs = "failed"
	return f
}

// hourly lets the job come by every hour, and gives the hours in which it restarted the world's sample.
func hourly(t *testing.T, w *tabletest.World, f *fake, from time.Time, hours int) (restarted []int) {
	t.Helper()
	for hour := range hours {
		before := len(restarts(t, w))
		if err := come(t, w, f, from.Add(time.Duration(hour)*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if len(restarts(t, w)) > before {
			restarted = append(restarted, hour)
		}
	}
	return restarted
}

// stuck are the events by which people are told of the world's sample.
func stuck(t *testing.T, w *tabletest.World) (told []event.Event) {
	t.Helper()
	_, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if e.Type == sample.EventStuck {
			told = append(told, e)
		}
	}
	return told
}

// Feature O2: a workflow that fails whenever it is started is restarted a handful of times, ever more seldom; then people are
// told, once, and it is left alone until something happens to the sample.
func TestAWorkflowThatFailsAgainAndAgain(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	f := broken()
	if got, want := hourly(t, w, f, now, 100), []int{0, 1, 3, 7, 14}; !slices.Equal(got, want) {
		t.Errorf("restarted in the hours %v, want %v", got, want)
	}
	told := stuck(t, w)
	if len(told) != 1 || told[0].Details["found"] != "failed" {
		t.Fatalf("told %+v", told)
	}
	if got, want := told[0].At, now.Add(28*time.Hour); !got.Equal(want) {
		t.Errorf("told at %s, want %s", got, want)
	}
	s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	w.Sample = s
	w.Label()
	f.startsAs = lifecycle.Running
	if err := come(t, w, f, now.Add(101*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := len(restarts(t, w)); got != 6 {
		t.Errorf("%d restarts after something happened to it, want 6", got)
	}
	if s, err = samples.Get(t.Context(), w.Table, tabletest.SampleID); err != nil || s.Recovery == nil || s.Recovery.Stuck || f.executions[name(s)] != lifecycle.Running {
		t.Errorf("%+v, executions %v, %v", s.Recovery, f.executions, err)
	}
}

// Feature O2: samples whose workflow is left alone take nothing from the others: while they rest they are read with their
// page, and nothing else; once people are told, not even that.
func TestBrokenSamplesCostTheOthersNothing(t *testing.T) {
	endpoint, proxy := tabletest.Proxy(t)
	tab, _ := tabletest.At(t, endpoint)
	w := tabletest.In(t, tab, nil).Authorized().Order()
	f := broken()
	cost := func(at time.Time) int {
		t.Helper()
		before, asked := trips(proxy), len(f.asked)
		if err := come(t, w, f, at); err != nil {
			t.Fatal(err)
		}
		if len(f.asked) > asked {
			t.Fatalf("Step Functions was asked for %d executions", len(f.asked)-asked)
		}
		return trips(proxy) - before
	}
	empty := cost(w0) // nothing is old enough
	give(t, w, 200)
	more(t, w, 100)
	for range 2 { // started, then restarted
		if err := come(t, w, f, now); err != nil {
			t.Fatal(err)
		}
	}
	const pages = 2 * keys.OpenShards // reads of samples: a page of each shard, and room for more pages
	if got := cost(now.Add(time.Minute)); got > empty+pages {
		t.Errorf("a run over 101 resting samples takes %d round trips, over none %d", got, empty)
	}
	hourly(t, w, f, now.Add(time.Hour), 40)
	if got := cost(now.AddDate(0, 0, 9)); got != empty {
		t.Errorf("a run over 101 samples that are left alone takes %d round trips, over none %d", got, empty)
	}
	if open, _, err := pending.OpenSamples(t.Context(), w.Table, pending.Position{}, now.AddDate(1, 0, 0)); err != nil || len(open) != 0 {
		t.Errorf("%d are open, %v", len(open), err)
	}
}

// give lets that many samples of the world's product be ordered.
func give(t *testing.T, w *tabletest.World, ordered int) {
	t.Helper()
	before, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
	if err != nil {
		t.Fatal(err)
	}
	after, err := registration.SetAllocation(before, &ordered, nil)
	if err != nil {
		t.Fatal(err)
	}
	e := event.Changed(before, after, registration.EventAllocationSet, event.Party{}, w0)
	if err := w.Table.Commit(t.Context(), campaigns.AllocationSet(before, after, false, e)); err != nil {
		t.Fatal(err)
	}
}

func trips(p *meter.Proxy) int { return p.Counts().RoundTrips }
