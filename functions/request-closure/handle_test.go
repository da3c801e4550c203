package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C6: the wish is kept for the agency, and the product goes on.
func TestTheWishWaitsForTheAgency(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.RequestClosure, w.Table, handle)
	e := apitest.Event(t, "request-closure/request-closure")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CEDE")), http.StatusNotFound, "registration_not_found")
	first := serve(t, e)
	r := apitest.Decode[contract.SellerRegistration](t, first, http.StatusOK)
	if r.Status != registration.StatusPendingClosed || r.Closure.Reason != "The line is discontinued." || r.Email != "" {
		t.Fatalf("%+v", r)
	}
	stored, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
	if err != nil || stored.Linkable() != nil || stored.CheckAvailable() != nil || stored.LinkCode != tabletest.LinkCode || stored.Email == "" {
		t.Fatalf("stored %+v %v", stored, err)
	}
	if again := serve(t, e); again.Body != first.Body {
		t.Fatalf("the same key again: %s", again.Body)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "another")), http.StatusConflict, "registration_status_conflict")
}
