package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

// Feature F9: several samples of one upload wait for one request, which the first of them makes.
func TestSamplesOfOneUploadWaitForOneRequest(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	second := w.Decide(w.Offer(secondProduct, "1729384756002", "Night Cream"), registration.Approve, "")
	serve := apitest.Server(contract.OrderSamples, w.Table, handle)
	e := apitest.Event(t, "order-samples/waiting-rows-as-csv")
	rows := apitest.Decode[contract.Rows[sample.Sample]](t, serve(t, e), http.StatusOK)
	if rows.Succeeded != 2 || rows.Rows[1].Result.RegistrationID != second.ID {
		t.Fatalf("%+v", rows)
	}
	a, err := w.Table.Authorization(t.Context(), tabletest.AgencyID, tabletest.CreatorID)
	if err != nil || a.Version != 1 {
		t.Fatalf("%+v %v", a, err)
	}
	for _, row := range rows.Rows {
		if s := row.Result; s.Status != sample.AwaitingAuthorization || s.RequestID != a.RequestID {
			t.Errorf("%+v does not wait for %s", s, a.RequestID)
		}
	}
}

const secondProduct = "reg_01QFNSCBE06KVF2NZ3GDGMM22Y"

// Feature F7: as JSON and as CSV, with a key and without: a result for each row in its place, and the same upload again
// creates nothing and answers the same.
func TestUpload(t *testing.T) {
	for _, name := range []string{"two-rows", "two-rows-as-csv"} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Authorized()
			serve := apitest.Server(contract.OrderSamples, w.Table, handle)
			e := apitest.Event(t, "order-samples/"+name)
			first := serve(t, e)
			rows := apitest.Decode[contract.Rows[sample.Sample]](t, first, http.StatusOK)
			if rows.Succeeded != 1 || rows.Failed != 1 || rows.Rows[0].Result == nil || rows.Rows[0].Result.Variant != "30 ml" ||
				rows.Rows[1].Error == nil || rows.Rows[1].Error.Code != "registration_not_found" {
				t.Fatalf("%s", first.Body)
			}
			again := apitest.Decode[contract.Rows[sample.Sample]](t, serve(t, e), http.StatusOK)
			if again.Succeeded != 1 || again.Rows[0].Result.ID != rows.Rows[0].Result.ID || again.Rows[1].Error.Code != "registration_not_found" {
				t.Fatalf("again: %+v", again)
			}
			r, err := w.Table.Registration(t.Context(), tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
			if err != nil || r.Ordered != 1 {
				t.Fatalf("%d ordered, %v", r.Ordered, err)
			}
		})
	}
}
