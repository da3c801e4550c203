package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature A4: the agency and the operator read it with the EIN masked; nobody else reads it.
func TestTheEINIsMasked(t *testing.T) {
	tab := tabletest.New(t)
	serve := apitest.Server(contract.GetOnboarding, tab, handle)
	mine := apitest.Event(t, "get-onboarding/as-agency")
	empty := apitest.Decode[contract.OnboardingDetail](t, serve(t, mine), http.StatusOK)
	if empty.Status != onboarding.StatusNotSubmitted || len(empty.MissingSteps) != 2 || empty.TaxInformation != nil {
		t.Errorf("at first: %+v", empty)
	}
	operators := apitest.Event(t, "get-onboarding/as-operator")
	apitest.Refused(t, serve(t, operators), http.StatusNotFound, "onboarding_not_found")
	tabletest.Onboard(t, tab, onboarding.StatusApproved, true)
	for name, e := range map[string]apitest.Request{"the agency": mine, "the operator": operators} {
		body := serve(t, e).Body
		for _, want := range []string{`"ein":"**-***6789"`, `"line1":"100 Polaris Way"`, `"status":"approved"`, `"missingSteps":[]`, `"lastFour":"6789"`} {
			if !strings.Contains(body, want) {
				t.Errorf("%s reads no %s: %s", name, want, body)
			}
		}
		if strings.Contains(body, "8234") || strings.Contains(body, "ba_") {
			t.Errorf("%s reads %s", name, body)
		}
	}
	stranger := apitest.As(mine, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")
	stranger.QueryStringParameters = map[string]string{"agencyId": tabletest.AgencyID}
	apitest.Refused(t, serve(t, stranger), http.StatusNotFound, "onboarding_not_found")
	apitest.Refused(t, serve(t, apitest.As(mine, actor.Seller, tabletest.SellerID)), http.StatusForbidden, "wrong_actor")
	operators.QueryStringParameters = nil
	apitest.Refused(t, serve(t, operators), http.StatusUnprocessableEntity, "invalid_fields")
}
