package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature H6: what is missing or damaged is reported, with photos where it is damaged.
func TestReportProblem(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	serve := apitest.Server(contract.ReportProblem, w.Table, handle)
	e := apitest.Event(t, "report-problem/damaged")
	apitest.Refused(t, serve(t, e), http.StatusConflict, "sample_status_conflict")
	w.Dispatch().Deliver()
	bad := e
	bad.Body = `{"kind":"damaged","photos":["http://cdn.example/1.jpg"]}`
	if p := apitest.Refused(t, serve(t, apitest.WithKey(bad, "bad")), http.StatusUnprocessableEntity, "invalid_fields"); len(p.Errors) != 1 || p.Errors[0].Field != "photos[0]" {
		t.Fatalf("%+v", p.Errors)
	}
	s := apitest.Decode[contract.CreatorSample](t, serve(t, e), http.StatusOK)
	if s.Status != sample.StatusProblemReported || s.Exception.Kind != "damaged" || len(s.Exception.Photos) != 1 || s.Exception.SKU != "GLOW-30" {
		t.Fatalf("%+v", s)
	}
	apitest.Refused(t, serve(t, apitest.As(e, actor.Creator, "crt_01Q9NFMXJ05ME8ENRWQP132E4R")), http.StatusNotFound, "sample_not_found")
}
