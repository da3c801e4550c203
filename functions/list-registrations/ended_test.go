package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

// Feature C5: with the end of the campaign an approved product is closed, by itself: its tab, its status and the counts say so.
func TestAfterTheEndOfTheCampaign(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.ListRegistrations, w.Table, handle)
	e := apitest.At(apitest.Event(t, "list-registrations/seller-approved"), w.Campaign.CampaignPeriod.End)
	for tab, want := range map[string]int{"approved": 0, "closed": 1} {
		e.QueryStringParameters = map[string]string{"status": tab}
		got := apitest.Decode[contract.AgencyRegistrations](t, serve(t, e), http.StatusOK)
		if len(got.Items) != want || got.Counts != (contract.RegistrationCounts{Closed: 1}) {
			t.Errorf("%s: %+v", tab, got)
		}
		for _, r := range got.Items {
			if r.Status != registration.StatusClosed {
				t.Errorf("%s shows it as %s", tab, r.Status)
			}
		}
	}
}
