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

// Feature I4: a status alone finds its tab; a status of another tab is a mistake.
func TestTabs(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	serve := apitest.Server(contract.TrackSamples, w.Table, handle)
	shipped := apitest.Decode[contract.Page[contract.AgencySample]](t, serve(t, apitest.Event(t, "track-samples/shipped")), http.StatusOK)
	if len(shipped.Items) != 1 || shipped.Items[0].Status != "shipped" {
		t.Errorf("shipped: %+v", shipped)
	}
	e := apitest.Event(t, "track-samples/not-yet-posted")
	ask := func(content, status string) apitest.Answer {
		e.QueryStringParameters = map[string]string{}
		for name, value := range map[string]string{"content": content, "status": status} {
			if value != "" {
				e.QueryStringParameters[name] = value
			}
		}
		return serve(t, e)
	}
	want := func(content, status string, items int) {
		t.Helper()
		if page := apitest.Decode[contract.Page[contract.AgencySample]](t, ask(content, status), http.StatusOK); len(page.Items) != items {
			t.Errorf("content %q, status %q: %d samples, want %d", content, status, len(page.Items), items)
		}
	}
	want("", "", 1)
	want("not_yet_posted", "", 1)
	want("", "shipped", 1)
	want("not_yet_posted", "delivered", 0)
	want("posted", "", 0)
	want("", "completed", 0)
	p := apitest.Refused(t, ask("posted", "shipped"), http.StatusUnprocessableEntity, "invalid_fields")
	if p.Errors[0].Field != "status" || p.Errors[0].Code != "not_on_tab" {
		t.Errorf("%+v", p.Errors)
	}
	w.Deliver().Receive().Post().Complete()
	want("", "", 0)
	want("", "completed", 1)
	want("posted", "", 1)
	e.QueryStringParameters = nil
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")
}
