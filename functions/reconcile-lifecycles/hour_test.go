package main

import (
	"fmt"
	"testing"
	"time"

	"samplepath/shared/contract"
	"samplepath/shared/lifecycle"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

// Feature O2: a million open samples whose workflows are well are looked at within the hour, with time to spare: by what a
// run asks for each of them, which is counted, at what a round trip takes where it takes long.
func TestAMillionWithinTheHour(t *testing.T) {
	const (
		million   = 1_000_000
		read      = 10 * time.Millisecond // of the table
		heartbeat = 30 * time.Millisecond // of Step Functions
	)
	endpoint, proxy := tabletest.Proxy(t)
	tab, _ := tabletest.At(t, endpoint)
	w := tabletest.In(t, tab, nil).Authorized().Order()
	f := newFake(lifecycle.Running)
	cost := func() (trips int, asked int64) {
		t.Helper()
		before := proxy.Counts().RoundTrips
		f.heartbeats.Store(0)
		if err := come(t, w, f, now); err != nil {
			t.Fatal(err)
		}
		return proxy.Counts().RoundTrips - before, f.heartbeats.Load()
	}
	well := func(sampleID string) {
		t.Helper()
		f.tokens[sampleID] = true
		in := workflow.AwaitSignalInput{Wait: workflow.WaitShipment, SampleID: sampleID, Token: sampleID}
		if _, err := pending.RegisterWait(t.Context(), w.Table, in); err != nil {
			t.Fatal(err)
		}
	}
	well(tabletest.SampleID)
	empty, _ := cost()
	const many = 300
	give(t, w, 2*many)
	for _, id := range more(t, w, many) {
		well(id)
	}
	trips, asked := cost()
	trips -= empty
	if asked != many+1 {
		t.Errorf("%d heartbeats for %d samples", asked, many+1)
	}
	if pages := 2*keys.OpenShards + 2*many/100; trips > many+pages {
		t.Errorf("%d round trips for %d samples, want one for each and %d for their pages", trips, many, pages)
	}
	if len(f.asked) != 0 {
		t.Errorf("%d executions were described", len(f.asked))
	}

	// A page is read by two round trips, one after the other, and its samples by two each, some at once.
	part := million / workflow.ReconcilerParts
	takes := time.Duration(part/100)*2*read + time.Duration(part/atOnce)*(read+heartbeat)
	may := time.Duration(contract.ReconcileLifecycles.Trigger.Minutes)*time.Minute - reserve
	if takes > may {
		t.Errorf("a part of a million takes %s, a run may take %s", takes, may)
	}
	if rate := float64(million) / time.Hour.Seconds(); rate > 300 { // what Step Functions answers a second in its smaller regions
		t.Errorf("%.0f heartbeats a second", rate)
	}
	if got := fmt.Sprint(contract.ReconcileLifecycles.Trigger.Schedule); got != "rate(1 hour)" {
		t.Errorf("each part comes by at %s", got)
	}
}
