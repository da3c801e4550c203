package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature E3: what is ordered goes on to its address, new orders are refused, and the agency sees no destination any more.
func TestEnd(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.EndAuthorization, w.Table, handle)
	e := apitest.Event(t, "end-authorization/end")
	a := apitest.Decode[contract.CreatorAuthorization](t, serve(t, e), http.StatusOK)
	if a.Status != authorization.StatusEnded || a.Destination != nil || a.AddressID != "" || !a.EndedAt.Equal(tabletest.Day(6, 8)) {
		t.Fatalf("ended: %+v", a)
	}
	s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || s.Status != sample.StatusReadyToShip || s.AddressID != tabletest.AddressID {
		t.Fatalf("the sample that was ordered: %+v %v", s, err)
	}
	facts, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sample.Order("smp_2", "", facts, tabletest.Day(7, 9)); err == nil {
		t.Fatal("a new order went through")
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "other")), http.StatusConflict, "creator_not_authorized")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Creator, "crt_01Q9NFMXJ05ME8ENRWQP132E4R")), http.StatusNotFound, "authorization_not_found")
}
