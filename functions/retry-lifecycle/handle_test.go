package main

import (
	"net/http"
	"slices"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// open lists the samples that the reconciler looks at.
func open(t *testing.T, w *tabletest.World) (ids []string) {
	t.Helper()
	for at := (pending.Position{}); ; {
		page, next, err := pending.OpenSamples(t.Context(), w.Table, at, tabletest.Day(30, 0))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range page {
			ids = append(ids, s.ID)
		}
		if at = next; at == (pending.Position{}) {
			return ids
		}
	}
}

// Feature O2: the reconciler looks again at a sample that an operator asks for, and nobody else can ask.
func TestRetry(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.RetryLifecycle, w.Table, handle)
	e := apitest.Event(t, "retry-lifecycle/retry")
	apitest.Refused(t, serve(t, apitest.WithKey(e, "too-early")), http.StatusConflict, "workflow_not_broken")
	for range sample.MostRestarts + 1 {
		next, kind, err := sample.Restart(w.Sample, tabletest.Day(8, 9))
		if err != nil {
			t.Fatal(err)
		}
		changed := event.Changed(w.Sample, next, kind, lifecycle.By(contract.ReconcileLifecycles.Action), tabletest.Day(8, 9))
		if err := w.Table.Commit(t.Context(), samples.Changed(w.Sample, next, changed)); err != nil {
			t.Fatal(err)
		}
		w.Sample = next
	}
	if got := open(t, w); len(got) != 0 {
		t.Fatalf("the reconciler looks at %v, of which people were told", got)
	}
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, tabletest.AgencyID)), http.StatusForbidden, "wrong_actor")
	if got := apitest.Decode[contract.RetriedLifecycle](t, serve(t, e), http.StatusOK); got.Status != sample.StatusReadyToShip {
		t.Errorf("%+v", got)
	}
	if got := open(t, w); !slices.Equal(got, []string{tabletest.SampleID}) {
		t.Errorf("the reconciler looks at %v", got)
	}
	s, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || s.Recovery != nil || events[len(events)-1].By.Actor != actor.Operator {
		t.Errorf("%+v, by %+v, %v", s.Recovery, events[len(events)-1].By, err)
	}
}
