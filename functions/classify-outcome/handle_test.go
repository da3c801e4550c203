package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature I6: the agency judges what was posted, and not before.
func TestClassifyOutcome(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	serve := apitest.Server(contract.ClassifyOutcome, w.Table, handle)
	e := apitest.Event(t, "classify-outcome/sold")
	apitest.Refused(t, serve(t, e), http.StatusConflict, "sample_status_conflict")
	w.Post().Complete()
	s := apitest.Decode[contract.AgencySample](t, serve(t, e), http.StatusOK)
	if s.Outcome == nil || !s.Outcome.ContributedToSales || s.Status != sample.StatusCompleted {
		t.Fatalf("%+v", s)
	}
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "sample_not_found")
}
