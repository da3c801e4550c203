package main

import (
	"net/http"
	"testing"
	"time"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Features C5, F2: after the end of the campaign no sample of its products can be ordered.
func TestAfterTheEndOfTheCampaign(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	serve := apitest.Server(contract.ListEligibleSamples, w.Table, handle)
	e, end := apitest.Event(t, "list-eligible-samples/first-page"), w.Campaign.CampaignPeriod.End
	for at, want := range map[time.Time]int{end.Add(-time.Millisecond): 1, end: 0} {
		if got := apitest.Decode[contract.Page[contract.EligibleSample]](t, serve(t, apitest.At(e, at)), http.StatusOK); len(got.Items) != want {
			t.Errorf("at %s: %+v", at, got.Items)
		}
	}
}
