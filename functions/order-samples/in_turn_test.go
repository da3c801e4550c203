package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

// Feature F7: rows of one product never meet each other at its allocation, and of those that want the last samples the first
// in the upload get them. Rows of another product, for other creators, go beside them.
func TestRowsOfOneProductDoNotFightEachOther(t *testing.T) {
	w := tabletest.NewWorld(t)
	second := w.Decide(w.Offer(secondProduct, "1729384756002", "Night Cream"), registration.Approve, "")
	var orders []contract.OrderSampleRequest
	for i := range 24 {
		product := []string{tabletest.RegistrationID, second.ID}[i%2]
		orders = append(orders, contract.OrderSampleRequest{
			CampaignID: tabletest.CampaignID, RegistrationID: product, CreatorID: w.Another().Authorized().Creator.ID,
		})
	}
	answer := apitest.UnderContention(t, contract.OrderSamples, w.Table, handle, upload(t, orders))
	rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, answer.Answer, http.StatusOK)
	for i, row := range rows.Rows {
		if i < 20 && row.Error != nil {
			t.Errorf("row %d is refused: %s", i, row.Error.Code)
		}
		if i >= 20 && (row.Error == nil || row.Error.Code != registration.ErrExhausted.Code) {
			t.Errorf("row %d is not refused as exhausted: %+v", i, row)
		}
	}
	if answer.Conflicts > 0 {
		t.Errorf("%d transactions met another one of the upload", answer.Conflicts)
	}
	if most := 12*15*time.Millisecond + 100*time.Millisecond; answer.Took > most {
		t.Errorf("it took %v, want at most %v: two products side by side", answer.Took, most)
	}
}

// Feature F6: of one creator's rows that pass a limit together, the first in the upload are within it.
func TestRowsOfOneCreatorAreJudgedInTheirOrder(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	var orders []contract.OrderSampleRequest
	for i := range policy.Default.OpenSamples + 2 {
		id := fmt.Sprintf("%s%02d", secondProduct[:len(secondProduct)-2], i)
		product := w.Decide(w.Offer(id, fmt.Sprintf("1729384756%03d", 100+i), "Night Cream"), registration.Approve, "")
		orders = append(orders, contract.OrderSampleRequest{CampaignID: tabletest.CampaignID, RegistrationID: product.ID, CreatorID: w.Creator.ID})
	}
	answer := apitest.UnderContention(t, contract.OrderSamples, w.Table, handle, upload(t, orders))
	if answer.Conflicts > 0 {
		t.Errorf("%d transactions met another one of the upload", answer.Conflicts)
	}
	rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, answer.Answer, http.StatusOK)
	for i, row := range rows.Rows {
		if within := i < policy.Default.OpenSamples; within != (row.Error == nil) {
			t.Errorf("row %d: within the limit %v, answered %+v", i, within, row)
		}
	}
}

func upload(t *testing.T, orders []contract.OrderSampleRequest) apitest.Request {
	t.Helper()
	e := apitest.Event(t, "order-samples/two-rows")
	body, err := json.Marshal(contract.OrderSamplesRequest{Orders: orders})
	if err != nil {
		t.Fatal(err)
	}
	e.Body = string(body)
	return e
}
