package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Products of one call, which all count on the same tabs, do not meet each other there.
func TestProductsOfOneCallDoNotFightEachOther(t *testing.T) {
	w := tabletest.NewWorld(t)
	e := apitest.Event(t, "register-products/two-products")
	var products []string
	for i := range 5 {
		products = append(products, strings.NewReplacer("NAME", "Cream", "ID", fmt.Sprintf("172938475601%d", i), "RATE", "3000").Replace(draft))
	}
	e.Body = `{"products":[` + strings.Join(products, ",") + `]}`
	call := apitest.UnderContention(t, contract.RegisterProducts, w.Table, handle, e)
	if rows := apitest.Decode[answer](t, call.Answer, http.StatusOK); rows.Succeeded != 5 {
		t.Errorf("%+v", rows)
	}
	if call.Conflicts > 0 {
		t.Errorf("%d transactions met another one of the call", call.Conflicts)
	}
}
