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

// Feature A2: before the approval the answer says why not and what to do.
func TestLinkOnlyAfterApproval(t *testing.T) {
	for status, code := range map[onboarding.Status]string{
		onboarding.StatusNotSubmitted: "tax_information_missing", onboarding.StatusUnderReview: "tax_information_under_review", onboarding.StatusRejected: "tax_information_rejected",
	} {
		tab := tabletest.New(t)
		tabletest.Onboard(t, tab, status, false)
		serve := apitest.Server(contract.LinkPaymentAccount, tab, handle)
		problem := apitest.Refused(t, serve(t, apitest.Event(t, "link-payment-account/stripe")), http.StatusConflict, code)
		if !strings.Contains(strings.ToLower(problem.Detail), "again") && !strings.Contains(problem.Detail, "Submit") {
			t.Errorf("%s does not say what to do: %s", code, problem.Detail)
		}
	}
	tab := tabletest.New(t)
	tabletest.Onboard(t, tab, onboarding.StatusApproved, false)
	serve := apitest.Server(contract.LinkPaymentAccount, tab, handle)
	e := apitest.Event(t, "link-payment-account/stripe")
	answer := serve(t, e)
	view := apitest.Decode[contract.Onboarding](t, answer, http.StatusOK)
	if len(view.MissingSteps) != 0 || view.PaymentAccount.LastFour != "6789" || strings.Contains(answer.Body, "ba_1") {
		t.Errorf("linked: %s", answer.Body)
	}
	other := apitest.WithKey(e, "other")
	other.Body = strings.Replace(e.Body, "6789", "1111", 1)
	if view := apitest.Decode[contract.Onboarding](t, serve(t, other), http.StatusOK); view.PaymentAccount.LastFour != "1111" {
		t.Errorf("another account: %+v", view)
	}
	for _, number := range []string{"000123456789", "GB29NWBK60161331926819", "ba_"} {
		bad := apitest.WithKey(e, "")
		bad.Body = strings.Replace(e.Body, "ba_1NvW2c2eZvKYlo2C", number, 1)
		problem := apitest.Refused(t, serve(t, bad), http.StatusUnprocessableEntity, "invalid_fields")
		if len(problem.Errors) != 1 || problem.Errors[0].Field != "token" {
			t.Errorf("%s: %+v", number, problem.Errors)
		}
	}
}
