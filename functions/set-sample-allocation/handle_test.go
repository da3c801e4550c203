package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C7.
func TestRaiseAndLower(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order() // one of ten is ordered
	serve := apitest.Server(contract.SetSampleAllocation, w.Table, handle)
	more, fewer := apitest.Event(t, "set-sample-allocation/more-samples-and-stock"), apitest.Event(t, "set-sample-allocation/fewer-samples")
	if r := apitest.Decode[contract.SellerRegistration](t, serve(t, more), http.StatusOK); r.Samples != 25 || r.Stock != 600 || r.Ordered != 1 || r.Email != "" {
		t.Fatalf("more: %+v", r)
	}
	if r := apitest.Decode[contract.SellerRegistration](t, serve(t, fewer), http.StatusOK); r.Samples != 4 || r.Stock != 600 {
		t.Fatalf("fewer: %+v", r)
	}
	fewer.Body = `{"sampleQuantity":0}`
	if p := apitest.Refused(t, serve(t, fewer), http.StatusConflict, "allocation_below_ordered"); p.Details["samplesOrdered"] != 1.0 {
		t.Fatalf("the refusal says %v", p.Details)
	}
	for _, body := range []string{`{}`, `{"sampleQuantity":-1}`, `{"stock":1.5}`, `{"samplesOrdered":0}`} {
		fewer.Body = body
		apitest.Refused(t, serve(t, fewer), http.StatusUnprocessableEntity, "invalid_fields")
	}
	apitest.Refused(t, serve(t, apitest.As(more, actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CEDE")), http.StatusNotFound, "registration_not_found")
	r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
	if err != nil || r.Samples != 4 || r.Ordered != 1 || r.Stock != 600 || !strings.Contains(r.Email, "@") {
		t.Fatalf("stored %+v %v", r, err)
	}
}
