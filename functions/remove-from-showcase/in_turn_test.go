package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

// Products that are removed by one call, which all count on the creator's showcase, do not meet each other there.
func TestProductsOfOneCallDoNotFightEachOther(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	other, rate := *w, 1800
	other.Product = w.Decide(w.Offer("reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y", "1729384756002", "Cream"), registration.Approve, "")
	other.Product.CreatorRate = &rate
	other.Join()
	e := apitest.Event(t, "remove-from-showcase/one-product")
	e.Body = strings.Replace(e.Body, `"`+tabletest.RegistrationID+`"`, `"`+tabletest.RegistrationID+`","`+other.Product.ID+`"`, 1)
	call := apitest.UnderContention(t, contract.RemoveFromShowcase, w.Table, handle, e)
	if rows := apitest.Decode[contract.Rows[contract.RemovedProduct]](t, call.Answer, http.StatusOK); rows.Succeeded != 2 {
		t.Errorf("%+v", rows)
	}
	if call.Conflicts > 0 {
		t.Errorf("%d transactions met another one of the call", call.Conflicts)
	}
}
