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

// Features F5, F7: of two rows of an upload that name one product in two campaigns for one creator, the first is ordered, and
// the second names it.
func TestTheSameProductInTwoCampaigns(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	other := w.SecondCampaign().Join()
	e := apitest.Event(t, "order-samples/two-rows-as-csv")
	e.Body = strings.Join([]string{
		"campaignId,registrationId,creatorId",
		strings.Join([]string{tabletest.CampaignID, tabletest.RegistrationID, tabletest.CreatorID}, ","),
		strings.Join([]string{other.Campaign.ID, other.Product.ID, tabletest.CreatorID}, ","),
	}, "\n")
	rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, apitest.Server(contract.OrderSamples, w.Table, handle)(t, e), http.StatusOK)
	if rows.Rows[0].Result == nil || rows.Rows[0].Status != http.StatusCreated {
		t.Fatalf("the first row: %+v", rows.Rows[0])
	}
	if twice := rows.Rows[1].Error; twice == nil || twice.Code != sample.ErrAlreadySampled.Code || twice.Details["sampleId"] != rows.Rows[0].Result.ID {
		t.Errorf("the second row: %+v", rows.Rows[1])
	}
}
