package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

// Feature F7: one bad id in a file refuses its row alone; of two rows for the same product and creator the first is ordered, and
// the second names it.
func TestRowsAreJudgedOneByOneInTheirOrder(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	e := apitest.Event(t, "order-samples/two-rows-as-csv")
	row := strings.Join([]string{tabletest.CampaignID, tabletest.RegistrationID, tabletest.CreatorID, "30 ml"}, ",")
	bad := strings.Replace(row, "reg_", "rag_", 1)
	e.Body = strings.Join([]string{"campaignId,registrationId,creatorId,variant", bad, row, row}, "\r\n")
	rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, apitest.Server(contract.OrderSamples, w.Table, handle)(t, e), http.StatusOK)
	for i, want := range []int{http.StatusUnprocessableEntity, http.StatusCreated, http.StatusConflict} {
		if rows.Rows[i].Status != want {
			t.Errorf("row %d: %+v, want status %d", i, rows.Rows[i], want)
		}
	}
	if refused := rows.Rows[0].Error; refused == nil || len(refused.Errors) != 1 || refused.Errors[0].Field != "registrationId" || refused.Errors[0].Code != "not_an_id" {
		t.Errorf("the bad row: %+v", refused)
	}
	if twice := rows.Rows[2].Error; twice == nil || twice.Code != sample.ErrAlreadySampled.Code || twice.Details["sampleId"] != rows.Rows[1].Result.ID {
		t.Errorf("the same order again: %+v", twice)
	}
}
