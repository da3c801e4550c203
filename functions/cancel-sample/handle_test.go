package main

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features F10, F6: many cancel at once, with keys of their own; one does it, and everything is given back exactly once.
func TestCancel(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.CancelSample, w.Table, handle)
	e := apitest.Event(t, "cancel-sample/cancel")
	var done, refused atomic.Int64
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			switch answer := serve(t, apitest.WithKey(e, fmt.Sprintf("key-%d", i))); answer.Status {
			case http.StatusOK:
				done.Add(1)
			case http.StatusConflict:
				refused.Add(1)
			default:
				t.Errorf("%d %s", answer.Status, answer.Body)
			}
		})
	}
	all.Wait()
	if done.Load() != 1 || refused.Load() != 7 {
		t.Fatalf("%d cancelled it, %d were refused", done.Load(), refused.Load())
	}
	facts, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID, Repeats: true})
	if err != nil || facts.Registration.Ordered != 0 || facts.Registration.Stock != 500 || facts.Earlier != "" || facts.OpenSamples != 0 || facts.CampaignSamples != 0 {
		t.Fatalf("given back: %+v %v", facts, err)
	}
	s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || s.Status != sample.StatusCancelled || s.Reason != "cancelled_by_agency" {
		t.Fatalf("%+v %v", s, err)
	}
}

func TestWhatIsRefused(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	serve := apitest.Server(contract.CancelSample, w.Table, handle)
	e := apitest.Event(t, "cancel-sample/cancel")
	apitest.Refused(t, serve(t, e), http.StatusConflict, "sample_status_conflict")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "sample_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, tabletest.SellerID)), http.StatusForbidden, "wrong_actor")
}
