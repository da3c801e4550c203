package main

import (
	"fmt"
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// Feature C8: two rows for one product are two changes, one after the other: both succeed, and the later one stands.
func TestTwoRowsForOneProductAreTwoChanges(t *testing.T) {
	w := tabletest.NewWorld(t)
	e := apitest.Event(t, "set-creator-commissions/one-product")
	e.Body = fmt.Sprintf(`{"commissions":[{"registrationId":%q,"creatorCommissionRate":1000},{"registrationId":%q,"creatorCommissionRate":1500}]}`,
		tabletest.RegistrationID, tabletest.RegistrationID)
	rows := apitest.Decode[contract.Rows[contract.CommissionSet]](t, apitest.Server(contract.SetCreatorCommissions, w.Table, handle)(t, e), http.StatusOK)
	if rows.Succeeded != 2 {
		t.Fatalf("%+v", rows)
	}
	r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
	if err != nil || *r.CreatorRate != 1500 {
		t.Errorf("the rate is %d, %v", *r.CreatorRate, err)
	}
}
