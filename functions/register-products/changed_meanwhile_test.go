package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature C3: one of the products is registered by another call between the read and the write of its row. That row is refused,
// the other stands.
func TestAProductIsRegisteredMeanwhile(t *testing.T) {
	w := tabletest.NewWorld(t)
	changed := false
	tab := tabletest.Between(t, w.Table, func(operation string, _ int) {
		if operation == "TransactWriteItems" && !changed {
			changed = true
			w.Offer("reg_01QFNSCBE06KVF2NZ3GDGMM22Y", "1729384756002", "Night Cream")
		}
	})
	e := apitest.WithKey(apitest.Event(t, "register-products/two-products"), "")
	e.Body = strings.Replace(e.Body, "1729384756001", "1729384756030", 1)
	rows := apitest.Decode[answer](t, apitest.Server(contract.RegisterProducts, tab, handle)(t, e), http.StatusOK)
	if !changed || rows.Succeeded != 1 || rows.Rows[1].Error == nil || rows.Rows[1].Error.Code != "product_already_registered" {
		t.Errorf("%+v", rows)
	}
}
