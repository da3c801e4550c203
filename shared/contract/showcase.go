package contract

import (
	"net/http"

	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
)

// AddToShowcaseRequest adds some or all products behind a link (features D2, D3).
type AddToShowcaseRequest struct {
	Code            string   `json:"linkCode" minLength:"1" maxLength:"64"`
	RegistrationIDs []string `json:"registrationIds,omitempty" rows:"true" maxItems:"100" format:"reg" doc:"Where it is absent, all available products behind the link"`
	TermsVersion    string   `json:"termsVersion" maxLength:"20" doc:"The version the creator agrees to"`
	AcceptLowerRate bool     `json:"acceptLowerCommission,omitempty" doc:"Needed for a product whose rate is below the one in the showcase already"`
}

// ListShowcaseRequest lists what the creator promotes (feature D5).
type ListShowcaseRequest struct {
	Paging
}

// RemoveFromShowcaseRequest takes products out (feature D5).
type RemoveFromShowcaseRequest struct {
	RegistrationIDs []string `json:"registrationIds" rows:"true" minItems:"1" maxItems:"100" format:"reg"`
}

// RemovedProduct says what became of one of them.
type RemovedProduct struct {
	RegistrationID string `json:"registrationId"`
	Removed        bool   `json:"removed" doc:"False where it was not in the showcase any more"`
}

// The actions of a showcase.
var (
	AddToShowcase = define[AddToShowcaseRequest, Rows[AddedProduct]](Action{
		Name: "add-to-showcase", Area: Creators, Features: "D2 D3", Actors: creator,
		Summary: "Adds products behind a link to the showcase after agreeing to the terms; an answer for each.",
		Method:  http.MethodPost, Path: "/v1/showcase",
		Table:     []Operation{Get, Query, Put, Update},
		Errors:    with(notOffered, showcase.ErrTerms, showcase.ErrLinkNotFound),
		RowErrors: []*fault.Error{showcase.ErrNotBehindLink, showcase.ErrAlreadyAdded, showcase.ErrLowerRate, showcase.ErrTooManyEntries, showcase.ErrNoProducts, registration.ErrClosed, campaign.ErrCampaignOver},
	})
	ListShowcase = define[ListShowcaseRequest, Page[ShowcaseProduct]](Action{
		Name: "list-showcase", Area: Creators, Features: "D5", Actors: creator,
		Summary: "Lists the products in the creator's showcase, by product.",
		Method:  http.MethodGet, Path: "/v1/showcase",
		Table: []Operation{Get, Query},
	})
	RemoveFromShowcase = define[RemoveFromShowcaseRequest, Rows[RemovedProduct]](Action{
		Name: "remove-from-showcase", Area: Creators, Features: "D5", Actors: creator,
		Summary: "Takes products out of the showcase; an answer for each. Removing one twice is harmless.",
		Method:  http.MethodPost, Path: "/v1/showcase/removals",
		Table: []Operation{Query, Put, Update, Delete},
	})
)
