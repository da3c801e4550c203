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

// Feature F7: what a row rests on changes between the read of all rows and its own write. The row is decided on what holds then,
// and answers as an order by itself would.
func TestWhatARowRestsOnChangesMeanwhile(t *testing.T) {
	for name, test := range map[string]struct {
		change func(t *testing.T, w *tabletest.World)
		code   string
	}{
		"the product is closed": {func(_ *testing.T, w *tabletest.World) { w.Close(w.Product) }, registration.ErrClosed.Code},
		"the same is ordered by another call": {func(t *testing.T, w *tabletest.World) {
			e := apitest.WithKey(apitest.Event(t, "order-samples/two-rows"), "another-call")
			apitest.Decode[contract.Rows[contract.AgencySample]](t, apitest.Server(contract.OrderSamples, w.Table, handle)(t, e), http.StatusOK)
		}, sample.ErrAlreadySampled.Code},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Authorized()
			changed := false
			tab := tabletest.Between(t, w.Table, func(operation string, _ int) {
				if operation == "TransactWriteItems" && !changed {
					changed = true
					test.change(t, w)
				}
			})
			e := apitest.WithKey(apitest.Event(t, "order-samples/two-rows"), "")
			rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, apitest.Server(contract.OrderSamples, tab, handle)(t, e), http.StatusOK)
			if refused := rows.Rows[0].Error; !changed || refused == nil || refused.Code != test.code {
				t.Errorf("answered %+v, want %s", rows.Rows[0], test.code)
			}
		})
	}
}
