package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature C1: a malformed product refuses no other, and the first of two drafts of one product is the one that counts.
func TestProductsAreJudgedOneByOneInTheirOrder(t *testing.T) {
	w := tabletest.NewWorld(t)
	e := apitest.Event(t, "register-products/two-products")
	product := func(id, name string) string {
		return strings.NewReplacer("NAME", name, "ID", id, "RATE", "3000").Replace(draft)
	}
	e.Body = `{"products":[` + strings.Join([]string{
		product("no id", "Broken"), product("1729384756020", "First"), product("1729384756020", "Second"),
	}, ",") + `]}`
	rows := apitest.Decode[answer](t, apitest.Server(contract.RegisterProducts, w.Table, handle)(t, e), http.StatusOK)
	for i, want := range []int{http.StatusUnprocessableEntity, http.StatusCreated, http.StatusConflict} {
		if rows.Rows[i].Status != want {
			t.Errorf("row %d: %+v, want status %d", i, rows.Rows[i], want)
		}
	}
	if refused := rows.Rows[0].Error; refused == nil || len(refused.Errors) != 1 || refused.Errors[0].Field != "productId" {
		t.Errorf("the malformed row: %+v", refused)
	}
	if made := rows.Rows[1].Result; made == nil || made.ProductName != "First" {
		t.Errorf("the first draft: %+v", made)
	}
}

// What was registered is answered again under its key, also when the registration has ended meanwhile.
func TestAnUploadIsRepeatedAfterTheRegistrationHasEnded(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.RegisterProducts, w.Table, handle)
	e := apitest.Event(t, "register-products/two-products")
	e.Body = `{"products":[` + strings.NewReplacer("NAME", "Cream", "ID", "1729384756020", "RATE", "3000").Replace(draft) + `]}`
	e.RequestContext.TimeEpoch = tabletest.Day(29, 23).UnixMilli()
	first := apitest.Decode[answer](t, serve(t, e), http.StatusOK)
	e.RequestContext.TimeEpoch = tabletest.Day(31, 1).UnixMilli()
	again := apitest.Decode[answer](t, serve(t, e), http.StatusOK)
	if again.Succeeded != 1 || again.Rows[0].Result.ID != first.Rows[0].Result.ID {
		t.Errorf("%+v", again)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "")), http.StatusConflict, "registration_closed")
}
