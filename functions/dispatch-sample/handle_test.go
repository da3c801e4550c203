package main

import (
	"net/http"
	"testing"
	"time"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature H2: who hands the parcel over, and what is in it.
func TestDispatch(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	e := apitest.Event(t, "dispatch-sample/dispatch-sample")
	first := apitest.Server(contract.DispatchSample, w.Table, handle)(t, e)
	s := apitest.Decode[contract.SellerSample](t, first, http.StatusOK)
	at := time.UnixMilli(e.RequestContext.TimeEpoch)
	if s.Status != "shipped" || !s.Shipment.DispatchedAt.Equal(at) || s.Shipment.Warehouse != "Dock 4, Maya" || len(s.Shipment.PackedItems) != 2 {
		t.Errorf("%s", first.Body)
	}
}

// Feature C11: a refusal does not tell the seller either what the creator has done with the sample.
func TestARefusalTellsNothingOfTheCreator(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Miss()
	e := apitest.WithKey(apitest.Event(t, "dispatch-sample/dispatch-sample"), "")
	p := apitest.Refused(t, apitest.Server(contract.DispatchSample, w.Table, handle)(t, e), http.StatusConflict, "sample_status_conflict")
	if p.Details["status"] != "delivered" {
		t.Errorf("the refusal names status %v", p.Details["status"])
	}
}
