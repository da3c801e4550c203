package main

import (
	"fmt"
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C8: in bulk, what is above the total, not approved or not there is refused row by row; the agency's share is
// the rest of the total.
func TestRowByRow(t *testing.T) {
	w := tabletest.NewWorld(t) // 30% in total
	ids := []string{tabletest.RegistrationID}
	for i := range 3 {
		r := w.Offer(fmt.Sprintf("reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM2%dY", i+2), fmt.Sprintf("172938475600%d", i+2), "Cream")
		if i < 2 {
			w.Decide(r, registration.Approve, "")
		}
		ids = append(ids, r.ID)
	}
	ids = append(ids, "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM29Y")
	e := apitest.Event(t, "set-creator-commissions/one-product")
	e.Body = fmt.Sprintf(`{"commissions":[{"registrationId":%q,"creatorCommissionRate":3000},{"registrationId":%q,"creatorCommissionRate":3001},`+
		`{"registrationId":%q,"creatorCommissionRate":0},{"registrationId":%q,"creatorCommissionRate":100},{"registrationId":%q,"creatorCommissionRate":100}]}`,
		ids[0], ids[1], ids[2], ids[3], ids[4])
	rows := apitest.Decode[contract.Rows[contract.CommissionSet]](t, apitest.Server(contract.SetCreatorCommissions, w.Table, handle)(t, e), http.StatusOK)
	if rows.Succeeded != 2 || rows.Failed != 3 {
		t.Fatalf("%+v", rows)
	}
	if all := *rows.Rows[0].Result; all != (contract.CommissionSet{RegistrationID: ids[0], TotalRate: 3000, CreatorRate: 3000, AgencyRate: 0, LinkCode: tabletest.LinkCode}) {
		t.Errorf("all of it: %+v", all)
	}
	if none := *rows.Rows[2].Result; none.AgencyRate != 3000 || none.LinkCode == "" {
		t.Errorf("none of it: %+v", none)
	}
	for i, code := range map[int]string{1: "commission_above_total", 3: "registration_status_conflict", 4: "registration_not_found"} {
		if e := rows.Rows[i].Error; e == nil || e.Code != code {
			t.Errorf("row %d: %+v", i, rows.Rows[i])
		}
	}
}

// Feature C8: the same rate again keeps the link.
func TestTheSameRateAgain(t *testing.T) {
	serve := apitest.Server(contract.SetCreatorCommissions, tabletest.NewWorld(t).Table, handle)
	rows := apitest.Decode[contract.Rows[contract.CommissionSet]](t, serve(t, apitest.Event(t, "set-creator-commissions/one-product")), http.StatusOK)
	want := contract.CommissionSet{RegistrationID: tabletest.RegistrationID, TotalRate: 3000, CreatorRate: 1800, AgencyRate: 1200, LinkCode: tabletest.LinkCode}
	if rows.Succeeded != 1 || *rows.Rows[0].Result != want {
		t.Errorf("%+v", rows)
	}
}
