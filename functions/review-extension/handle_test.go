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

// Feature I2: the agency approves or refuses.
func TestReviewExtension(t *testing.T) {
	for _, name := range []string{"approve", "refuse"} {
		w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().AskMoreTime()
		serve := apitest.Server(contract.ReviewExtension, w.Table, handle)
		e := apitest.Event(t, "review-extension/"+name)
		apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "sample_not_found")
		s := apitest.Decode[contract.AgencySample](t, serve(t, e), http.StatusOK)
		days := 0
		if name == "approve" {
			days = 5
		}
		if string(s.Extension.Decision) != name || !s.ContentDueAt.Equal(w.Sample.ContentDueAt.AddDate(0, 0, days)) {
			t.Errorf("%s: %+v, due %s", name, s.Extension, s.ContentDueAt)
		}
		apitest.Refused(t, serve(t, apitest.WithKey(e, "other")), http.StatusConflict, "no_extension_pending")
	}
}
