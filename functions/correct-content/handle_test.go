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

// Feature I3: the creator corrects a wrong address; saying what is right already changes nothing.
func TestCorrectContent(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Receive()
	serve := apitest.Server(contract.CorrectContent, w.Table, corrector{sample.TikTok}.handle)
	e := apitest.Event(t, "correct-content/another-address")
	apitest.Refused(t, serve(t, e), http.StatusNotFound, "content_not_found")
	w.Post()
	for range 2 {
		s := apitest.Decode[contract.CreatorSample](t, serve(t, e), http.StatusOK)
		if len(s.Content) != 1 || !strings.HasSuffix(s.Content[0].URL, "/video/7300000000000000009") {
			t.Fatalf("%+v", s.Content)
		}
	}
	if stored, err := samples.Get(t.Context(), w.Table, w.Sample.ID); err != nil || stored.Version != w.Sample.Version+1 {
		t.Errorf("version %d after %d, %v", stored.Version, w.Sample.Version, err)
	}
	elsewhere := e
	elsewhere.Body = strings.Replace(e.Body, "www.tiktok.com", "tiktok.com.example", 1)
	if p := apitest.Refused(t, serve(t, elsewhere), http.StatusUnprocessableEntity, "invalid_fields"); len(p.Errors) != 1 || p.Errors[0].Field != "url" {
		t.Errorf("elsewhere: %+v", p.Errors)
	}
	apitest.Refused(t, serve(t, apitest.As(e, actor.Creator, "crt_01Q9NFMXJ05ME8ENRWQP132E4R")), http.StatusNotFound, "sample_not_found")
}

// Feature I3: what TikTok Shop has confirmed stands.
func TestConfirmedContentIsNotCorrected(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Receive().Post().Link().Measure(48200, tabletest.Day(22, 6))
	serve := apitest.Server(contract.CorrectContent, w.Table, corrector{sample.TikTok}.handle)
	apitest.Refused(t, serve(t, apitest.Event(t, "correct-content/another-address")), http.StatusConflict, "content_confirmed")
}
