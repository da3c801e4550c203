package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature E2: the creator is asked by another call, and may have answered that, between the read and the write of a row. The row
// answers how things stand then, and asks nobody a second time.
func TestTheCreatorIsAskedMeanwhile(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*tabletest.World)
		want   authorization.Status
	}{
		"the request is pending":   {func(w *tabletest.World) { w.Ask() }, authorization.StatusPending},
		"the creator has said yes": {func(w *tabletest.World) { w.Ask().Accept() }, authorization.StatusAuthorized},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Join()
			changed := false
			tab := tabletest.Between(t, w.Table, func(operation string, _ int) {
				if operation == "TransactWriteItems" && !changed {
					changed = true
					test.change(w)
				}
			})
			e := apitest.WithKey(apitest.Event(t, "request-authorizations/one-creator"), "")
			rows := apitest.Decode[answer](t, apitest.Server(contract.RequestAuthorizations, tab, handle)(t, e), http.StatusOK)
			if a := rows.Rows[0].Result; !changed || a == nil || a.RequestID != tabletest.RequestID || a.Status != test.want || rows.Rows[0].Status != http.StatusOK {
				t.Errorf("%+v", rows.Rows[0])
			}
		})
	}
}
