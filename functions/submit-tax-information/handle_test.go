package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/onboardings"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features A1 and A4: what is submitted is under review, is stored whole and apart, and is in no answer.
func TestSubmit(t *testing.T) {
	tab := tabletest.New(t)
	serve := apitest.Server(contract.SubmitTaxInformation, tab, handle)
	e := apitest.Event(t, "submit-tax-information/w9")
	answer := serve(t, e)
	view := apitest.Decode[contract.Onboarding](t, answer, http.StatusAccepted)
	if view.Status != onboarding.StatusUnderReview || view.AgencyName != "North Star Agency" || len(view.MissingSteps) != 2 {
		t.Errorf("%+v", view)
	}
	for _, secret := range []string{"3456789", "Polaris", "Nora", "tax@", "LLC", "7870"} {
		if strings.Contains(answer.Body, secret) {
			t.Errorf("the answer, which is kept, holds %q: %s", secret, answer.Body)
		}
	}
	_, tax, err := onboardings.WithTax(t.Context(), tab, tabletest.AgencyID)
	if err != nil || tax != tabletest.TaxForm {
		t.Errorf("stored %#v %v, EIN %d digits", tax, err, len(tax.EIN))
	}
	if again := serve(t, e); again.Body != answer.Body || again.Header["idempotency-replayed"] != "true" {
		t.Errorf("again: %v %s", again.Header, again.Body)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(e, "another")), http.StatusConflict, "tax_information_under_review")
}

// Feature A1: an EIN that cannot be one is refused, and not repeated.
func TestBadForms(t *testing.T) {
	serve := apitest.Server(contract.SubmitTaxInformation, tabletest.New(t), handle)
	for name, test := range map[string]struct{ old, replacement, want string }{
		"no EIN":              {"82-3456789", "82-345678", "ein not_an_ein"},
		"an unassigned EIN":   {"82-3456789", "00-3456789", "ein unknown_ein_prefix"},
		"a postal code":       {"78701", "7870", "contact.postalCode not_a_postal_code"},
		"abroad":              {`"country":"US"`, `"country":"CA"`, "contact.country not_us"},
		"another category":    {`"content_management"`, `"pets"`, "businessCategory not_allowed"},
		"no document":         {"w9/2030/north-star.pdf", "", "documentReference wrong_form"},
		"a document anywhere": {"w9/2030/north-star.pdf", "https://x", "documentReference wrong_form"},
	} {
		e := apitest.WithKey(apitest.Event(t, "submit-tax-information/w9"), "")
		e.Body = strings.Replace(e.Body, test.old, test.replacement, 1)
		problem := apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields")
		if len(problem.Errors) != 1 || problem.Errors[0].Field+" "+problem.Errors[0].Code != test.want || strings.Contains(problem.Errors[0].Message, "82-3") {
			t.Errorf("%s: %+v, want %s", name, problem.Errors, test.want)
		}
	}
}

// Feature A1: after a rejection it is submitted anew, in the place of the first.
func TestResubmit(t *testing.T) {
	tab := tabletest.New(t)
	tabletest.Onboard(t, tab, onboarding.StatusRejected, false)
	serve := apitest.Server(contract.SubmitTaxInformation, tab, handle)
	e := apitest.Event(t, "submit-tax-information/w9")
	e.Body = strings.Replace(e.Body, "82-3456789", "823456780", 1)
	view := apitest.Decode[contract.Onboarding](t, serve(t, e), http.StatusAccepted)
	_, tax, err := onboardings.WithTax(t.Context(), tab, tabletest.AgencyID)
	if err != nil || view.Status != onboarding.StatusUnderReview || view.Reason != "" || view.Version != 3 || tax.EIN.String() != "**-***6780" {
		t.Errorf("%+v %v %v", view, tax.EIN, err)
	}
}

// Feature A1: what is approved stands.
func TestApprovedTaxInformationStands(t *testing.T) {
	tab := tabletest.New(t)
	tabletest.Onboard(t, tab, onboarding.StatusApproved, false)
	serve := apitest.Server(contract.SubmitTaxInformation, tab, handle)
	apitest.Refused(t, serve(t, apitest.Event(t, "submit-tax-information/w9")), http.StatusConflict, "tax_information_approved")
}
