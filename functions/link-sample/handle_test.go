package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature H8: the agency links its sample; the same link again is refused, and a request again is answered as before.
func TestLink(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.LinkSample, w.Table, handle)
	e := apitest.Event(t, "link-sample/link")
	s := apitest.Decode[contract.AgencySample](t, serve(t, e), http.StatusOK)
	if s.PlatformApplicationID != tabletest.ApplicationID || s.Status != sample.StatusReadyToShip || s.Version != 2 {
		t.Fatalf("%+v", s)
	}
	if again := serve(t, e); again.Status != http.StatusOK || again.Header["idempotency-replayed"] != "true" {
		t.Fatalf("the same request: %d %v", again.Status, again.Header)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "another")), http.StatusConflict, "already_linked")
	_, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || len(events) != 2 || events[1].Type != sample.EventLinked || events[1].By.ID != tabletest.AgencyID {
		t.Fatalf("%+v %v", events, err)
	}
}

func TestWhatIsRefused(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.LinkSample, w.Table, handle)
	e := apitest.Event(t, "link-sample/link")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "sample_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, tabletest.SellerID)), http.StatusForbidden, "wrong_actor")
	bad := apitest.WithKey(e, "bad")
	bad.Body = strings.Replace(e.Body, tabletest.ApplicationID, "smp_1", 1)
	if p := apitest.Refused(t, serve(t, bad), http.StatusUnprocessableEntity, "invalid_fields"); p.Errors[0].Field != "platformApplicationId" {
		t.Fatalf("%+v", p.Errors)
	}
	w.Label().Dispatch().Deliver().Miss()
	apitest.Refused(t, serve(t, e), http.StatusConflict, "sample_status_conflict")
}
