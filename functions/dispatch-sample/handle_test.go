package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C11: a refusal does not tell the seller either what the creator has done with the sample.
func TestARefusalTellsNothingOfTheCreator(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Miss()
	e := apitest.WithKey(apitest.Event(t, "dispatch-sample/dispatch-sample"), "")
	p := apitest.Refused(t, apitest.Server(contract.DispatchSample, w.Table, handle)(t, e), http.StatusConflict, "sample_status_conflict")
	if p.Details["status"] != "delivered" {
		t.Errorf("the refusal names status %v", p.Details["status"])
	}
}
