package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature E3: a request is declined once, with the same answer to the same key; the agency may ask again.
func TestDecline(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	serve := apitest.Server(contract.DeclineAuthorization, w.Table, handle)
	e := apitest.Event(t, "decline-authorization/decline")
	first := serve(t, e)
	if a := apitest.Decode[contract.CreatorAuthorization](t, first, http.StatusOK); a.Status != authorization.StatusRejected {
		t.Fatalf("declined: %+v", a)
	}
	if again := serve(t, e); again.Body != first.Body || again.Header["idempotency-replayed"] != "true" {
		t.Fatalf("again: %d %s", again.Status, again.Body)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "other")), http.StatusConflict, "authorization_not_pending")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Creator, "crt_01Q9NFMXJ05ME8ENRWQP132E4R")), http.StatusNotFound, "authorization_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, tabletest.AgencyID)), http.StatusForbidden, "wrong_actor")
}
