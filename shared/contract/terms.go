package contract

import (
	"net/http"

	"samplepath/shared/actor"
	"samplepath/shared/fault"
	"samplepath/shared/terms"
)

// GetTermsRequest names a version of the terms (feature D2).
type GetTermsRequest struct {
	Version string `path:"version" json:"-" pattern:"^(current|[0-9]{4}-[0-9]{2})$" maxLength:"7" doc:"As termsVersion of a link says, or current" example:"2026-01"`
}

// Terms are what a creator agrees to.
type Terms struct {
	Version string `json:"version" example:"2026-01"`
	Current bool   `json:"current" doc:"Whether creators agree to this version at present"`
	Text    string `json:"text" doc:"Markdown"`
}

// GetTerms shows the terms for creators. Anybody may read them, before signing in, too.
var GetTerms = define[GetTermsRequest, Terms](Action{
	Name: "get-terms", Area: Open, Features: "D2", Actors: []actor.Kind{actor.Public},
	Summary: "Shows a version of the terms that creators agree to.",
	Method:  http.MethodGet, Path: "/v1/terms/{version}",
	Errors: []*fault.Error{terms.ErrNotFound},
})
