package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// Feature C8: the product is closed between the read and the write of its row, which is refused as the rules say of a closed one.
func TestAProductThatIsClosedMeanwhile(t *testing.T) {
	w := tabletest.NewWorld(t)
	row := setMeanwhile(t, w, func() { w.Close(w.Product) })
	if row.Error == nil || row.Error.Code != "registration_status_conflict" {
		t.Errorf("answered %+v", row)
	}
}

// Feature C8: the seller asks to close the product between the read and the write of its row. The row is decided again: the
// commission is set, and the seller's wish stands.
func TestAProductWhoseSellerAsksForItsClosureMeanwhile(t *testing.T) {
	w := tabletest.NewWorld(t)
	row := setMeanwhile(t, w, func() { w.AskClosure(w.Product) })
	r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
	if err != nil || row.Result == nil || r.Status != registration.StatusPendingClosed || *r.CreatorRate != row.Result.CreatorRate {
		t.Errorf("answered %+v, stored %+v, %v", row, r, err)
	}
}

// setMeanwhile sets the commission of one product; change happens right before the first write.
func setMeanwhile(t *testing.T, w *tabletest.World, change func()) contract.Row[contract.CommissionSet] {
	t.Helper()
	writes := 0
	tab := tabletest.Between(t, w.Table, func(operation string, _ int) {
		if operation != "TransactWriteItems" {
			return
		}
		if writes++; writes == 1 {
			change()
		}
	})
	e := apitest.WithKey(apitest.Event(t, "set-creator-commissions/one-product"), "")
	e.Body = strings.Replace(e.Body, ":1800", ":1700", 1)
	rows := apitest.Decode[contract.Rows[contract.CommissionSet]](t, apitest.Server(contract.SetCreatorCommissions, tab, handle)(t, e), http.StatusOK)
	if writes == 0 {
		t.Fatal("the row was answered before its write")
	}
	return rows.Rows[0]
}
