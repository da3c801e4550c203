package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Feature C5: with the end of the campaign its products are closed: nothing about them changes any more.
func TestAfterTheEndOfTheCampaign(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.ExportLinks, w.Table, handle)
	e := apitest.Event(t, "export-links/one-product")
	apitest.Refused(t, serve(t, apitest.At(e, w.Campaign.CampaignPeriod.End)), http.StatusNotFound, "campaign_closed")
	if last := serve(t, apitest.At(e, w.Campaign.CampaignPeriod.End.Add(-1e6))); last.Status >= http.StatusBadRequest {
		t.Errorf("at the last moment: %d %s", last.Status, last.Body)
	}
}
