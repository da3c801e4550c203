package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

const rejectedID = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y"

func resubmit(t *testing.T) apitest.Request {
	e := apitest.Event(t, "resubmit-registration/higher-rate-fewer-samples")
	e.PathParameters["registrationId"] = rejectedID
	return e
}

// Feature C3: a rejected product waits for the agency again, as the same registration with what the seller changed.
func TestRegisteredAgain(t *testing.T) {
	w := tabletest.NewWorld(t)
	w.Decide(w.Offer(rejectedID, "1729384756002", "Night Cream"), registration.Reject, "The rate is too low.")
	serve := apitest.Server(contract.ResubmitRegistration, w.Table, handle)
	first := serve(t, resubmit(t))
	r := apitest.Decode[contract.SellerRegistration](t, first, http.StatusOK)
	if r.ID != rejectedID || r.Status != registration.StatusPending || r.TotalRate != 3500 || r.Samples != 8 || r.Stock != 500 || r.Reason != "" {
		t.Fatalf("%+v", r)
	}
	if strings.Contains(first.Body, "@dewdaughters") {
		t.Errorf("the stored answer holds the contact: %s", first.Body)
	}
	if again := serve(t, resubmit(t)); again.Body != first.Body || again.Header["idempotency-replayed"] != "true" {
		t.Fatalf("the same key again: %d %s", again.Status, again.Body)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(resubmit(t), "another")), http.StatusConflict, "registration_status_conflict")
	tab, _, err := campaigns.RegistrationTab(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, "", registration.TabPending, false, tabletest.Day(5, 9), table.Page{Limit: 10})
	if err != nil || len(tab.Registrations) != 1 || tab.Registrations[0].Email == "" || tab.Counts != (registration.Counts{Pending: 1, Approved: 1}) {
		t.Fatalf("the agency's pending: %+v %v", tab, err)
	}
}

func TestNotRegisteredAgain(t *testing.T) {
	for name, test := range map[string]struct {
		decision registration.Decision
		change   func(*apitest.Request)
		status   int
		code     string
	}{
		"rejected for good":      {registration.Block, nil, http.StatusConflict, "product_blocked"},
		"an approved one":        {registration.Approve, nil, http.StatusConflict, "registration_status_conflict"}, // feature C4
		"below the minimum":      {registration.Reject, func(e *apitest.Request) { e.Body = `{"totalCommissionRate":999}` }, http.StatusUnprocessableEntity, "invalid_fields"},
		"another seller's":       {registration.Reject, func(e *apitest.Request) { *e = apitest.As(*e, actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CEDE") }, http.StatusNotFound, "registration_not_found"},
		"after the registration": {registration.Reject, func(e *apitest.Request) { e.RequestContext.TimeEpoch = tabletest.Day(30, 0).UnixMilli() }, http.StatusConflict, "registration_closed"},
		"too late, and too low": {registration.Reject, func(e *apitest.Request) {
			e.RequestContext.TimeEpoch, e.Body = tabletest.Day(30, 0).UnixMilli(), `{"totalCommissionRate":999}`
		}, http.StatusConflict, "registration_closed"},
		"by the agency": {registration.Reject, func(e *apitest.Request) { *e = apitest.As(*e, actor.Agency, tabletest.AgencyID) }, http.StatusForbidden, "wrong_actor"},
		"one that is not there": {registration.Reject, func(e *apitest.Request) {
			e.PathParameters["registrationId"] = "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM29Y"
		}, http.StatusNotFound, "registration_not_found"},
		"with a field of no offer": {registration.Reject, func(e *apitest.Request) { e.Body = `{"status":"approved"}` }, http.StatusUnprocessableEntity, "invalid_fields"},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			reason := "why"
			if test.decision == registration.Approve {
				reason = ""
			}
			w.Decide(w.Offer(rejectedID, "1729384756002", "Night Cream"), test.decision, reason)
			e := resubmit(t)
			if test.change != nil {
				test.change(&e)
			}
			apitest.Refused(t, apitest.Server(contract.ResubmitRegistration, w.Table, handle)(t, e), test.status, test.code)
		})
	}
}

// Feature C3: what the seller does not mention stays as it was.
func TestWhatIsNotMentionedStays(t *testing.T) {
	w := tabletest.Pending(t)
	w.Decide(w.Product, registration.Reject, "The rate is too low.")
	serve := apitest.Server(contract.ResubmitRegistration, w.Table, handle)
	r := apitest.Decode[contract.SellerRegistration](t, serve(t, apitest.Event(t, "resubmit-registration/higher-rate-fewer-samples")), http.StatusOK)
	if r.TotalRate != 3500 || r.Samples != 8 || r.Stock != w.Product.Stock || r.UnitCost != contract.Money(w.Product.UnitCost) {
		t.Errorf("%+v", r)
	}
}
