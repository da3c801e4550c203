package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C11: before the first order there are zeros in the product's own currency; pending products are not counted.
func TestZerosUntilOrdersArrive(t *testing.T) {
	w := tabletest.NewWorld(t)
	w.Offer("reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y", "1729384756002", "Night Cream")
	serve := apitest.Server(contract.GetPerformance, w.Table, handle)
	e := apitest.Event(t, "get-performance/first-page")
	p := apitest.Decode[contract.Performance](t, serve(t, e), http.StatusOK)
	none := contract.Sold{Sales: contract.Money{Currency: "USD"}, Commission: contract.Money{Currency: "USD"}}
	if p.Totals != (contract.PerformanceTotals{Products: 1, Sold: none}) || len(p.Items) != 1 || p.Items[0].Sold != none || p.Items[0].Status != registration.StatusOngoing {
		t.Fatalf("%+v", p)
	}
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CEDE")), http.StatusNotFound, "campaign_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Creator, tabletest.CreatorID)), http.StatusForbidden, "wrong_actor")
}
