package contract

import (
	"net/http"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/address"
	"samplepath/shared/fault"
	"samplepath/shared/onboarding"
	"samplepath/shared/private"
)

var operator = []actor.Kind{actor.Operator}

// SubmitTaxInformationRequest is the business category and the US W-9 (feature A1).
type SubmitTaxInformationRequest struct {
	Category     onboarding.Category `json:"businessCategory" doc:"The categories that may run partner campaigns"`
	LegalName    string              `json:"legalName" minLength:"2" maxLength:"100" doc:"As on the income tax return"`
	EIN          onboarding.EIN      `json:"ein" maxLength:"10" doc:"Employer identification number: NN-NNNNNNN or nine digits" example:"12-3456789"`
	ContactEmail string              `json:"contactEmail" format:"email" maxLength:"254"`
	Contact      Address             `json:"contact" doc:"The agency's address in the US, with the name and phone of the person to ask"`
	Document     string              `json:"documentReference" pattern:"^[A-Za-z0-9][A-Za-z0-9._/-]{3,199}$" doc:"Where the signed W-9 is kept" example:"w9/2030/north-star.pdf"`
}

// TaxInformation is what is submitted, in one form whatever the spaces and dashes.
func (r SubmitTaxInformationRequest) TaxInformation() onboarding.TaxInformation {
	return onboarding.Normalize(onboarding.TaxInformation{
		LegalName: r.LegalName, EIN: r.EIN, ContactEmail: r.ContactEmail, Contact: address.Address(r.Contact), Document: r.Document,
	})
}

// Check is for Ruled.
func (r SubmitTaxInformationRequest) Check(_ time.Time, fields *fault.Fields) {
	onboarding.CheckTax(r.TaxInformation(), fields)
}

// LinkPaymentAccountRequest links an account by the payment processor's token; no account number is ever sent here
// (feature A2).
type LinkPaymentAccountRequest struct {
	Processor string `json:"processor" pattern:"^[a-z][a-z0-9-]{1,30}$" example:"stripe"`
	Token     string `json:"token" maxLength:"160" pattern:"^[A-Za-z][A-Za-z0-9]*_[A-Za-z0-9_]{8,120}$" doc:"The processor's token of the account, such as ba_..., never its number" example:"ba_1NvW2c2eZvKYlo2C"`
	LastFour  string `json:"lastFour" pattern:"^[0-9]{4}$" doc:"Of the account number, to recognize it by" example:"6789"`
}

// GetOnboardingRequest asks how far an agency has come (feature A4).
type GetOnboardingRequest struct {
	AgencyID string `query:"agencyId,omitempty" json:"-" format:"agn" doc:"For operators; an agency reads its own"`
}

// ListOnboardingsRequest asks what waits for a review (feature A1).
type ListOnboardingsRequest struct {
	Paging
}

// ReviewOnboardingRequest is an operator's decision (feature A1).
type ReviewOnboardingRequest struct {
	AgencyID string              `path:"agencyId" json:"-" format:"agn"`
	Decision onboarding.Decision `json:"decision"`
	Reason   string              `json:"reason,omitempty" maxLength:"500" doc:"Required when rejected; the agency reads it"`
}

// Check is for Ruled.
func (r ReviewOnboardingRequest) Check(_ time.Time, fields *fault.Fields) {
	onboarding.CheckReason(r.Decision, r.Reason, fields)
}

// The actions of the onboarding.
var (
	SubmitTaxInformation = define[SubmitTaxInformationRequest, Onboarding](Action{
		Name: "submit-tax-information", Area: Campaigns, Features: "A1", Actors: agency,
		Summary: "Submits the business category and the US W-9 for review; after a rejection, anew.",
		Method:  http.MethodPost, Path: "/v1/onboarding/tax-information", Status: http.StatusAccepted,
		Table: []Operation{Get, Put, Update}, Stores: []private.Kind{private.TaxForms},
		Errors: []*fault.Error{onboarding.ErrUnderReview, onboarding.ErrApproved},
	})
	LinkPaymentAccount = define[LinkPaymentAccountRequest, Onboarding](Action{
		Name: "link-payment-account", Area: Campaigns, Features: "A2", Actors: agency,
		Summary: "Links a payment account once the tax information is approved, or another one in its place.",
		Method:  http.MethodPut, Path: "/v1/onboarding/payment-account",
		Table: []Operation{Get, Put, Update}, Stores: []private.Kind{private.PaymentReferences},
		Errors: []*fault.Error{onboarding.ErrMissing, onboarding.ErrUnderReview, onboarding.ErrRejected},
	})
	GetOnboarding = define[GetOnboardingRequest, OnboardingDetail](Action{
		Name: "get-onboarding", Area: Campaigns, Features: "A1 A4", Actors: []actor.Kind{actor.Agency, actor.Operator},
		Summary: "Reads how far an agency has come: its own, or for an operator any. The EIN is masked.",
		Method:  http.MethodGet, Path: "/v1/onboarding",
		Table: []Operation{Get}, Opens: []private.Kind{private.TaxForms},
		Errors: []*fault.Error{onboarding.ErrNotFound},
	})
	ListOnboardings = define[ListOnboardingsRequest, Page[Onboarding]](Action{
		Name: "list-onboardings", Area: Campaigns, Features: "A1", Actors: operator,
		Summary: "Lists the onboardings that wait for a review, oldest first.",
		Method:  http.MethodGet, Path: "/v1/onboardings",
		Table: []Operation{Get, QueryGSI1},
	})
	ReviewOnboarding = define[ReviewOnboardingRequest, Onboarding](Action{
		Name: "review-onboarding", Area: Campaigns, Features: "A1", Actors: operator,
		Summary: "Approves an agency's tax information, or rejects it with a reason.",
		Method:  http.MethodPost, Path: "/v1/onboardings/{agencyId}/review",
		Table:  []Operation{Get, Put, Update},
		Errors: []*fault.Error{onboarding.ErrNotFound, onboarding.ErrApproved, onboarding.ErrRejected},
	})
)
