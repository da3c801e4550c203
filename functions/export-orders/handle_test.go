package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C11: a header line and no order yet; in JSON an empty list. What orders look like is shown with the table.
func TestNoOrdersYet(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.ExportOrders, w.Table, handle)
	e := apitest.Event(t, "export-orders/as-csv")
	if a := serve(t, e); a.Status != http.StatusOK || a.Body != strings.Join(contract.SellerOrders{}.Columns(), ",")+"\r\n" || a.Header["content-type"] != "text/csv; charset=utf-8" {
		t.Fatalf("%d %v %q", a.Status, a.Header, a.Body)
	}
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CEDE")), http.StatusNotFound, "campaign_not_found")
	if a := serve(t, apitest.Event(t, "export-orders/as-json")); a.Body != `{"items":[]}` {
		t.Fatalf("%q", a.Body)
	}
}
