package tabletest

import (
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/address"
	"samplepath/shared/event"
	"samplepath/shared/onboarding"
	"samplepath/shared/table"
	"samplepath/shared/table/onboardings"
)

// TaxForm is the W-9 of the world's agency. It is personal data: tests look for it where it must not be.
var TaxForm = onboarding.TaxInformation{
	LegalName: "North Star Agency LLC", EIN: "823456789", ContactEmail: "tax@northstar.example", Document: "w9/2030/north-star.pdf",
	Contact: address.Address{
		FullName: "Nora Stern", Line1: "100 Polaris Way", City: "Austin", Region: "TX", PostalCode: "78701", Country: "US", Phone: "+15125550100",
	},
}

// Onboard takes the world's agency to a status of its tax information; and on to a linked payment account, if it says so.
func Onboard(t testing.TB, tab *table.Table, status onboarding.Status, linked bool) onboarding.Onboarding {
	t.Helper()
	w := &World{t: t, Table: tab}
	operator := event.Party{Actor: actor.Operator, ID: "opr_01Q3XXS8MRKP7ES1X6MXWR9V84"}
	none, at := onboarding.New(AgencyID, "North Star Agency"), Day(1, 0).AddDate(0, 0, -12)
	if status == onboarding.StatusNotSubmitted {
		return none
	}
	submitted, err := onboarding.Submit(none, "content_management", at)
	w.must(err)
	e := event.Changed(none, submitted, onboarding.EventSubmitted, agency, at)
	w.commit("submit-tax-information", onboardings.TaxSubmitted(none, submitted, TaxForm, e), e)
	if status == onboarding.StatusUnderReview {
		return submitted
	}
	decision, reason := onboarding.Approve, ""
	if status == onboarding.StatusRejected {
		decision, reason = onboarding.Reject, "The document is illegible."
	}
	reviewed, kind, err := onboarding.Review(submitted, decision, reason, at)
	w.must(err)
	e = event.Changed(submitted, reviewed, kind, operator, at)
	w.commit("review-onboarding", onboardings.Changed(submitted, reviewed, e), e)
	if !linked {
		return reviewed
	}
	done, err := onboarding.Link(reviewed, onboarding.PaymentAccount{Processor: "stripe", LastFour: "6789"}, at)
	w.must(err)
	e = event.Changed(reviewed, done, onboarding.EventPaymentLinked, agency, at)
	w.commit("link-payment-account", onboardings.PaymentAccountLinked(reviewed, done, "ba_1NvW2c2eZvKYlo2C", e), e)
	return done
}
