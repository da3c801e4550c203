package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Features F6, F8: a row is refused with the first of what stands in its way, as an order by itself would be.
func TestEveryBlock(t *testing.T) {
	for code, block := range tabletest.Blocks() {
		t.Run(code, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			block.Make(w)
			refusedRow(t, w, oneRow(apitest.At(apitest.Event(t, "order-samples/waiting-rows-as-csv"), block.At), block.ProductID), code)
		})
	}
}

func TestARowOfAnotherAgencysCampaign(t *testing.T) {
	e := oneRow(apitest.Event(t, "order-samples/waiting-rows-as-csv"), "")
	refusedRow(t, tabletest.NewWorld(t).Authorized(), apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83"), "campaign_not_found")
}

// oneRow orders the world's product, or another one.
func oneRow(e apitest.Request, registrationID string) apitest.Request {
	row := []string{tabletest.CampaignID, tabletest.RegistrationID, tabletest.CreatorID}
	if registrationID != "" {
		row[1] = registrationID
	}
	e.Body, e.IsBase64Encoded = "campaignId,registrationId,creatorId\r\n"+strings.Join(row, ","), false
	return e
}

func refusedRow(t *testing.T, w *tabletest.World, e apitest.Request, code string) {
	t.Helper()
	rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, apitest.Server(contract.OrderSamples, w.Table, handle)(t, e), http.StatusOK)
	if len(rows.Rows) != 1 || rows.Rows[0].Error == nil || rows.Rows[0].Error.Code != code {
		t.Errorf("%+v, want one row, refused with %s", rows, code)
	}
}
