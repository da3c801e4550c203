package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature C5: nothing is put into a list of a campaign that is over, nor priced anew; taking out still works.
func TestAfterTheEndOfTheCampaign(t *testing.T) {
	w := tabletest.NewWorld(t).List(2000)
	serve := apitest.Server(contract.UpdateProductList, w.Table, handle)
	end := w.Campaign.CampaignPeriod.End
	apitest.Refused(t, serve(t, apitest.At(apitest.Event(t, "update-product-list/reprice"), end)), http.StatusConflict, "campaign_closed")
	if removed := serve(t, apitest.At(apitest.Event(t, "update-product-list/remove"), end)); removed.Status != http.StatusOK {
		t.Errorf("taken out: %d %s", removed.Status, removed.Body)
	}
}
