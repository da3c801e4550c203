package main

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

func TestJSONAndCSVHoldTheSameRows(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.ExportLinks, w.Table, handle)
	e := apitest.Event(t, "export-links/one-product")
	links := apitest.Decode[contract.ProductLinks](t, serve(t, e), http.StatusOK)
	if len(links.Items) != 1 || links.Items[0].URL != "https://api.samplepath.example/v1/links/"+tabletest.LinkCode || links.Items[0].CreatorRate != 1800 {
		t.Fatalf("%+v", links)
	}
	answer := serve(t, apitest.Event(t, "export-links/every-product-as-csv"))
	lines, err := csv.NewReader(strings.NewReader(answer.Body)).ReadAll()
	if err != nil || answer.Header["content-type"] != "text/csv; charset=utf-8" {
		t.Fatalf("%v %v", answer.Header, err)
	}
	want := append([][]string{links.Columns()}, links.Records()...)
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Fatalf("the lines (-want +got):\n%s", diff)
	}
}

// Feature C9: what is asked for by name has to have its commission; the whole campaign's export is refused as well.
func TestRefusedUntilTheCommissionIsSet(t *testing.T) {
	w := tabletest.NewWorld(t)
	r := w.Product
	r.ID, r.ProductID, r.CreatorRate, r.LinkCode = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y", "1729384756002", nil, ""
	add(t, w, r)
	serve := apitest.Server(contract.ExportLinks, w.Table, handle)
	e := apitest.Event(t, "export-links/one-product")
	if links := apitest.Decode[contract.ProductLinks](t, serve(t, e), http.StatusOK); len(links.Items) != 1 {
		t.Fatalf("the other one: %+v", links)
	}
	for _, query := range []map[string]string{nil, {"registrationId": tabletest.RegistrationID + "," + r.ID}} {
		e.QueryStringParameters = query
		p := apitest.Refused(t, serve(t, e), http.StatusNotFound, "commission_not_set")
		if p.Details["registrationId"] != r.ID {
			t.Errorf("%v: the refusal names %v", query, p.Details)
		}
	}
}

func TestPendingProductsAreLeftOut(t *testing.T) {
	w := tabletest.NewWorld(t)
	r := w.Product
	r.ID, r.ProductID, r.Status = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y", "1729384756002", registration.StatusPending
	add(t, w, r)
	serve := apitest.Server(contract.ExportLinks, w.Table, handle)
	e := apitest.Event(t, "export-links/one-product")
	e.QueryStringParameters = nil
	if links := apitest.Decode[contract.ProductLinks](t, serve(t, e), http.StatusOK); len(links.Items) != 1 || links.Items[0].RegistrationID != tabletest.RegistrationID {
		t.Fatalf("%+v", links)
	}
	e.QueryStringParameters = map[string]string{"registrationId": r.ID}
	apitest.Refused(t, serve(t, e), http.StatusNotFound, "registration_not_approved")
	e.QueryStringParameters = map[string]string{"registrationId": "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM23Y"}
	apitest.Refused(t, serve(t, e), http.StatusNotFound, "registration_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, campaign.ErrNotFound.Code)
}

func add(t *testing.T, w *tabletest.World, r registration.Registration) {
	t.Helper()
	e := event.First(r, registration.EventRegistered, event.Party{}, tabletest.Day(2, 9))
	if err := w.Table.Commit(t.Context(), campaigns.ProductRegistered(r, e)); err != nil {
		t.Fatal(err)
	}
}
