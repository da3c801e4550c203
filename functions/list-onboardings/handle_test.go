package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature A1: what waits for a review, and nothing else; without tax information.
func TestWhatWaitsForAReview(t *testing.T) {
	for status, want := range map[onboarding.Status]int{onboarding.StatusUnderReview: 1, onboarding.StatusApproved: 0, onboarding.StatusRejected: 0} {
		tab := tabletest.New(t)
		tabletest.Onboard(t, tab, status, false)
		answer := apitest.Server(contract.ListOnboardings, tab, handle)(t, apitest.Event(t, "list-onboardings/first-page"))
		page := apitest.Decode[contract.Page[contract.Onboarding]](t, answer, http.StatusOK)
		if len(page.Items) != want || strings.Contains(answer.Body, "6789") || strings.Contains(answer.Body, "Polaris") {
			t.Errorf("%s: %s", status, answer.Body)
		}
	}
}
