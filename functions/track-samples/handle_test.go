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

// Feature I4: a page asks for a tab, or for one status of those on it.
func TestTabs(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	serve := apitest.Server(contract.TrackSamples, w.Table, handle)
	shipped := apitest.Decode[contract.Page[contract.AgencySample]](t, serve(t, apitest.Event(t, "track-samples/shipped")), http.StatusOK)
	if len(shipped.Items) != 1 || shipped.Items[0].Status != "shipped" {
		t.Errorf("shipped: %+v", shipped)
	}
	e := apitest.Event(t, "track-samples/not-yet-posted")
	want := func(status string, items int) {
		t.Helper()
		if e.QueryStringParameters = nil; status != "" {
			e.QueryStringParameters = map[string]string{"status": status}
		}
		if page := apitest.Decode[contract.Page[contract.AgencySample]](t, serve(t, e), http.StatusOK); len(page.Items) != items {
			t.Errorf("status %q: %d samples, want %d", status, len(page.Items), items)
		}
	}
	want("", 1)
	want("not_yet_posted", 1)
	want("shipped", 1)
	want("delivered", 0)
	want("posted", 0)
	want("completed", 0)
	want("closed", 0)
	w.Deliver().Receive().Post().Complete()
	want("", 0)
	want("completed", 1)
	want("posted", 1)
	e.QueryStringParameters = nil
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")
}
