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

// Features F8, F9: every reason at once, with the codes of ordering; nothing stands in the way, or the earlier sample does.
func TestCheck(t *testing.T) {
	for name, test := range map[string]struct {
		event string
		world func(*tabletest.World)
		want  []string
		waits bool
	}{
		"nothing":        {"check", func(w *tabletest.World) { w.Authorized() }, nil, false},
		"no answer yet":  {"check", func(w *tabletest.World) { w.Join().Ask() }, []string{"creator_not_authorized"}, false},
		"nobody knows":   {"check", func(*tabletest.World) {}, []string{"not_in_showcase", "creator_not_authorized"}, false},
		"sampled before": {"check", func(w *tabletest.World) { w.Authorized().Order() }, []string{"already_sampled"}, false},
		"it may wait":    {"waiting-for-authorization", func(w *tabletest.World) { w.Join() }, nil, true},
		"no need to":     {"waiting-for-authorization", func(w *tabletest.World) { w.Authorized() }, nil, false},
		"still blocked":  {"waiting-for-authorization", func(*tabletest.World) {}, []string{"not_in_showcase"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			e := apitest.Event(t, "check-sample-order/"+test.event)
			w := tabletest.NewWorld(t)
			test.world(w)
			serve := apitest.Server(contract.CheckSampleOrder, w.Table, handle)
			got := apitest.Decode[contract.SampleOrderCheck](t, serve(t, e), http.StatusOK)
			if got.Orderable != (len(test.want) == 0) || len(got.Reasons) != len(test.want) || got.AwaitsAuthorization != test.waits {
				t.Fatalf("%+v, want %v", got, test.want)
			}
			for i, reason := range got.Reasons {
				if reason.Code != test.want[i] || reason.Status != http.StatusConflict {
					t.Errorf("reason %d is %+v, want %s", i, reason, test.want[i])
				}
				if reason.Code == "already_sampled" && reason.Details["sampleId"] != tabletest.SampleID {
					t.Errorf("the earlier sample is %v", reason.Details)
				}
			}
			apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")
		})
	}
}
