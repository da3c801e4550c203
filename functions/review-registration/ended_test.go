package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/tabletest"
)

// Feature C5: a product cannot be approved in a campaign that is over, and can still be turned down.
func TestAfterTheEndOfTheCampaign(t *testing.T) {
	w := tabletest.NewWorld(t)
	approve, reject := apitest.Event(t, "review-registration/approve"), apitest.Event(t, "review-registration/reject")
	approve.PathParameters["registrationId"] = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y"
	w.Offer(approve.PathParameters["registrationId"], "1729384756002", "Night Cream")
	serve := apitest.Server(contract.ReviewRegistration, w.Table, handle)
	end := w.Campaign.CampaignPeriod.End
	apitest.Refused(t, serve(t, apitest.At(approve, end)), http.StatusConflict, "campaign_closed")
	reject.PathParameters = approve.PathParameters
	if r := apitest.Decode[contract.AgencyRegistration](t, serve(t, apitest.At(reject, end)), http.StatusOK); r.Status != registration.StatusRejected {
		t.Errorf("turned down: %s", r.Status)
	}
}
