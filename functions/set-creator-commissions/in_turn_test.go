package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

// Feature C8: rows of one product never meet each other at it.
func TestRowsOfOneProductDoNotFightEachOther(t *testing.T) {
	w := tabletest.NewWorld(t)
	call := setUnderContention(t, w, slices.Repeat([]string{tabletest.RegistrationID}, 6))
	if call.Conflicts > 0 {
		t.Errorf("%d transactions met another one of the call", call.Conflicts)
	}
}

// Feature C8: rows of different products are set side by side.
func TestRowsOfDifferentProductsAreSetSideBySide(t *testing.T) {
	w := tabletest.NewWorld(t)
	var ids []string
	for i := range 8 {
		product := w.Offer(id.Within(id.Registration, tabletest.CampaignID, fmt.Sprintf("01QFNSCBE06KVF2NZ3GDGMM2%dY", i+2)), fmt.Sprintf("172938475610%d", i), "Night Cream")
		ids = append(ids, w.Decide(product, registration.Approve, "").ID)
	}
	call := setUnderContention(t, w, ids)
	if most := 8 * 15 * time.Millisecond; call.Took >= most {
		t.Errorf("it took %v, as long as one after the other", call.Took)
	}
}

// setUnderContention sets the commission of each product in one call, and checks that each row succeeds.
func setUnderContention(t *testing.T, w *tabletest.World, ids []string) apitest.Contended {
	t.Helper()
	var rows []string
	for i, id := range ids {
		rows = append(rows, fmt.Sprintf(`{"registrationId":%q,"creatorCommissionRate":%d}`, id, 1000+i))
	}
	e := apitest.Event(t, "set-creator-commissions/one-product")
	e.Body = `{"commissions":[` + strings.Join(rows, ",") + `]}`
	call := apitest.UnderContention(t, contract.SetCreatorCommissions, w.Table, handle, e)
	if set := apitest.Decode[contract.Rows[contract.CommissionSet]](t, call.Answer, http.StatusOK); set.Succeeded != len(rows) {
		t.Errorf("%+v", set)
	}
	return call
}
