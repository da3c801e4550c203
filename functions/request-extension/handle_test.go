package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature I2: the creator asks, and the due date stands until the agency answers.
func TestRequestExtension(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	serve := apitest.Server(contract.RequestExtension, w.Table, handle)
	e := apitest.Event(t, "request-extension/travel")
	first := serve(t, e)
	s := apitest.Decode[contract.CreatorSample](t, first, http.StatusOK)
	if s.Extension == nil || s.Extension.Days != 5 || s.Extension.Decision != "" || !s.ContentDueAt.Equal(*w.Sample.ContentDueAt) {
		t.Fatalf("%+v", s)
	}
	if again := serve(t, e); again.Body != first.Body || again.Header["idempotency-replayed"] != "true" {
		t.Fatalf("again: %s", again.Body)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "other")), http.StatusConflict, "extension_pending")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Creator, "crt_01Q9NFMXJ05ME8ENRWQP132E4R")), http.StatusNotFound, "sample_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, tabletest.AgencyID)), http.StatusForbidden, "wrong_actor")
}
