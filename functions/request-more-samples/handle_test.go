package main

import (
	"net/http"
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature F4: the seller is asked once a day, whatever the key.
func TestTheSellerIsAskedOnceADay(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.RequestMoreSamples, w.Table, handle)
	e := apitest.Event(t, "request-more-samples/twenty-more")
	ask := func(key string, later time.Duration) contract.SampleRequestAnswer {
		e := apitest.WithKey(e, key)
		e.RequestContext.TimeEpoch += later.Milliseconds()
		return apitest.Decode[contract.SampleRequestAnswer](t, serve(t, e), http.StatusOK)
	}
	first := ask("a", 0)
	if !first.Asked || first.Quantity != 20 || !first.RequestedAt.Equal(tabletest.Day(7, 9)) {
		t.Fatalf("%+v", first)
	}
	version := func() int {
		r, err := campaigns.Registration(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.RegistrationID)
		if err != nil || r.MoreSamples == nil {
			t.Fatalf("%+v %v", r, err)
		}
		return r.Version
	}
	after := version()
	if again := ask("b", 23*time.Hour); again.Asked || !again.RequestedAt.Equal(first.RequestedAt) || version() != after {
		t.Fatalf("the same day: %+v", again)
	}
	if next := ask("c", 24*time.Hour); !next.Asked || version() != after+1 {
		t.Fatalf("the next day: %+v", next)
	}
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "registration_not_found")
	w2 := tabletest.NewWorld(t)
	w2.AskClosure(w2.Product)
	apitest.Refused(t, apitest.Server(contract.RequestMoreSamples, w2.Table, handle)(t, e), http.StatusConflict, "registration_status_conflict")
}
