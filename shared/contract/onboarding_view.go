package contract

import (
	"time"

	"samplepath/shared/onboarding"
)

// Onboarding is how far an agency has come, for the agency itself and for operators. It holds no personal data.
type Onboarding struct {
	AgencyID        string              `json:"agencyId" example:"agn_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	AgencyName      string              `json:"agencyName"`
	Category        onboarding.Category `json:"businessCategory,omitempty"`
	Status          onboarding.Status   `json:"status" doc:"Of the tax information"`
	Reason          string              `json:"reason,omitempty" doc:"Why the operator rejected it"`
	SubmittedAt     *time.Time          `json:"submittedAt,omitempty"`
	ReviewedAt      *time.Time          `json:"reviewedAt,omitempty"`
	PaymentLinkedAt *time.Time          `json:"paymentLinkedAt,omitempty"`
	PaymentAccount  *PaymentAccount     `json:"paymentAccount,omitempty"`
	MissingSteps    []OnboardingStep    `json:"missingSteps" doc:"What is left to do before campaigns can be created"`
	Version         int                 `json:"version"`
}

// PaymentAccount is what may be shown of a linked account.
type PaymentAccount struct {
	Processor string `json:"processor"`
	LastFour  string `json:"lastFour" doc:"Of the account number" example:"6789"`
}

// OnboardingStep is something that an agency has yet to do or to wait for.
type OnboardingStep struct {
	Step   onboarding.StepName `json:"step"`
	Code   string              `json:"code" doc:"Why it is missing" example:"tax_information_under_review"`
	Detail string              `json:"detail" doc:"What to do"`
}

// OnboardingOf is an onboarding with what is left to do.
func OnboardingOf(o onboarding.Onboarding) Onboarding {
	missing := []OnboardingStep{}
	for _, step := range o.Missing() {
		missing = append(missing, OnboardingStep(step))
	}
	return Onboarding{
		AgencyID: o.AgencyID, AgencyName: o.AgencyName, Category: o.Category, Status: o.Status, Reason: o.Reason,
		SubmittedAt: o.SubmittedAt, ReviewedAt: o.ReviewedAt, PaymentLinkedAt: o.PaymentLinkedAt,
		PaymentAccount: (*PaymentAccount)(o.PaymentAccount), MissingSteps: missing, Version: o.Version,
	}
}

// OnboardingDetail is an onboarding with its tax information, for the agency itself and for operators. The EIN is masked
// (feature A4).
type OnboardingDetail struct {
	Onboarding
	TaxInformation *TaxInformation `json:"taxInformation,omitempty" doc:"Once submitted; the EIN shows its last four digits"`
}

// TaxInformation is a US W-9. Contact's full name and phone are those of the person to ask.
type TaxInformation struct {
	LegalName    string         `json:"legalName"`
	EIN          onboarding.EIN `json:"ein"`
	ContactEmail string         `json:"contactEmail"`
	Contact      Address        `json:"contact"`
	Document     string         `json:"documentReference"`
}

// TaxInformationOf is tax information as it is answered.
func TaxInformationOf(t onboarding.TaxInformation) *TaxInformation {
	return &TaxInformation{
		LegalName: t.LegalName, EIN: t.EIN, ContactEmail: t.ContactEmail, Contact: Address(t.Contact), Document: t.Document,
	}
}

// String hides it from logs and error texts.
func (TaxInformation) String() string { return "tax information" }

// GoString hides it from %#v, too.
func (t TaxInformation) GoString() string { return t.String() }
