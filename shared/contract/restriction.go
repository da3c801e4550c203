package contract

import (
	"net/http"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
)

// SetCreatorRestrictionRequest sets or lifts a restriction (feature I8).
type SetCreatorRestrictionRequest struct {
	CreatorID  string        `path:"creatorId" json:"-" format:"crt"`
	Restricted bool          `json:"restricted" doc:"Whether the agency sends nothing to the creator"`
	Reason     string        `json:"reason" minLength:"1" maxLength:"300" doc:"The creator reads it"`
	SampleID   string        `json:"excusedSampleId,omitempty" format:"smp" doc:"With restricted false: a missed sample that does not count any more"`
	Excuse     sample.Excuse `json:"excuse,omitempty" values:"LateExcuse" doc:"Required with excusedSampleId"`
}

// Check is for Ruled.
func (r SetCreatorRestrictionRequest) Check(_ time.Time, fields *fault.Fields) {
	restriction.CheckExcuse(r.Restricted, r.SampleID != "", r.Excuse != "", fields)
}

// CreatorRestriction is how an agency stands to a creator, as the agency sees it (feature I8).
type CreatorRestriction struct {
	AgencyID        string     `json:"agencyId"`
	CreatorID       string     `json:"creatorId"`
	RestrictedSince *time.Time `json:"restrictedSince,omitempty" doc:"Absent while the creator is not restricted"`
	RestrictedBy    string     `json:"restrictedBy,omitempty" doc:"The sample that set it, where it was not the agency; after the lift the one that had"`
	Reason          string     `json:"restrictionReason,omitempty" doc:"Why the agency set or lifted it"`
	LiftedAt        *time.Time `json:"liftedAt,omitempty" doc:"When the agency lifted the last restriction, if none holds"`

	ReviewFor        string `json:"reviewFor,omitempty" doc:"The sample without content that a person has to look at: the next order needs a reviewNote"`
	LowerPriorityFor string `json:"lowerPriorityFor,omitempty" doc:"The sample without content for which the creator comes after others, until there is content about another one"`
	Version          int    `json:"version"`
}

// CreatorRestrictionOf is a restriction as its agency sees it.
func CreatorRestrictionOf(r restriction.Restriction) CreatorRestriction { return CreatorRestriction(r) }

// ListCreatorRestrictionsRequest asks for the creators whom the agency restricts, or whose restriction it has lifted (feature I8).
type ListCreatorRestrictionsRequest struct {
	Status restriction.Status `query:"status,omitempty" json:"-" default:"restricted" doc:"lifted: those whose last restriction does not hold any more"`
	Sort   SortOrder          `query:"sort,omitempty" json:"-" default:"newest" doc:"By the time since when it holds, or of its lift"`
	Paging
}

// ListedRestriction is a restriction with the creator's name.
type ListedRestriction struct {
	CreatorRestriction
	CreatorHandle string `json:"creatorHandle"`
	Followers     int    `json:"followers" doc:"As the creator had when a product was last added to the showcase"`
}

// ListCreatorRestrictions lists an agency's restrictions.
var ListCreatorRestrictions = define[ListCreatorRestrictionsRequest, Page[ListedRestriction]](Action{
	Name: "list-creator-restrictions", Area: Creators, Features: "I8", Actors: agency,
	Summary: "Lists the creators to whom the agency sends nothing, or whose restriction it has lifted, each with since when and why.",
	Method:  http.MethodGet, Path: "/v1/creator-restrictions",
	Table: []Operation{Get, QueryGSI1},
})

// CreatorRequest names a creator.
type CreatorRequest struct {
	CreatorID string `path:"creatorId" json:"-" format:"crt"`
}

// GetCreatorRestriction reads how the agency stands to a creator.
var GetCreatorRestriction = define[CreatorRequest, CreatorRestriction](Action{
	Name: "get-creator-restriction", Area: Creators, Features: "I8", Actors: agency,
	Summary: "Reads whether the agency sends nothing to a creator it has to do with, since when and why.",
	Method:  http.MethodGet, Path: "/v1/creators/{creatorId}/restriction",
	Table:  []Operation{Get, Query},
	Errors: []*fault.Error{restriction.ErrNoCreator},
})

// SetCreatorRestriction sets or lifts an agency's restriction of a creator.
var SetCreatorRestriction = define[SetCreatorRestrictionRequest, CreatorRestriction](Action{
	Name: "set-creator-restriction", Area: Creators, Features: "I8", Actors: agency,
	Summary: "Restricts a creator the agency has to do with for future sends, or lifts it; a missed deadline can be excused with it.",
	Method:  http.MethodPut, Path: "/v1/creators/{creatorId}/restriction",
	Table:  []Operation{Get, Query, Put, Update},
	Errors: with(notMoved, restriction.ErrNoCreator, restriction.ErrUnchanged),
})
