package main

import (
	"net/http"
	"sync"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature A1: an operator approves or rejects, once.
func TestReview(t *testing.T) {
	for name, want := range map[string]onboarding.Status{"approve": onboarding.StatusApproved, "reject": onboarding.StatusRejected} {
		tab := tabletest.New(t)
		serve := apitest.Server(contract.ReviewOnboarding, tab, handle)
		e := apitest.Event(t, "review-onboarding/"+name)
		apitest.Refused(t, serve(t, e), http.StatusNotFound, "onboarding_not_found")
		tabletest.Onboard(t, tab, onboarding.StatusUnderReview, false)
		apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, tabletest.AgencyID)), http.StatusForbidden, "wrong_actor")
		view := apitest.Decode[contract.Onboarding](t, serve(t, e), http.StatusOK)
		if view.Status != want || (view.Reason == "") != (want == onboarding.StatusApproved) {
			t.Errorf("%+v", view)
		}
		apitest.Refused(t, serve(t, apitest.WithKey(e, "again")), http.StatusConflict, "tax_information_"+string(want))
	}
}

// Two operators at once: one decides.
func TestTwoOperatorsAtOnce(t *testing.T) {
	tab := tabletest.New(t)
	tabletest.Onboard(t, tab, onboarding.StatusUnderReview, false)
	serve := apitest.Server(contract.ReviewOnboarding, tab, handle)
	var group sync.WaitGroup
	statuses := make([]int, 6)
	for i := range statuses {
		e := apitest.WithKey(apitest.Event(t, "review-onboarding/"+[]string{"approve", "reject"}[i%2]), "")
		group.Go(func() { statuses[i] = serve(t, e).Status })
	}
	group.Wait()
	decided := 0
	for _, status := range statuses {
		if status == http.StatusOK {
			decided++
		} else if status != http.StatusConflict {
			t.Errorf("status %d", status)
		}
	}
	if decided != 1 {
		t.Errorf("%d decided", decided)
	}
}
