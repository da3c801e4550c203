package contract

import (
	"net/http"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/sample"
)

// RequestExtensionRequest asks for more time (feature I2).
type RequestExtensionRequest struct {
	SampleID string                 `path:"sampleId" json:"-" format:"smp"`
	Days     int                    `json:"days" minimum:"1" maximum:"60" doc:"How many days later; the sample policy sets the limit"`
	Reason   sample.ExtensionReason `json:"reason"`
}

// ReviewExtensionRequest is the agency's answer (feature I2).
type ReviewExtensionRequest struct {
	SampleID string          `path:"sampleId" json:"-" format:"smp"`
	Decision sample.Decision `json:"decision"`
	Reason   string          `json:"reason,omitempty" maxLength:"300" doc:"Required unless approved; the creator reads it"`
}

// Check is for Ruled.
func (r ReviewExtensionRequest) Check(_ time.Time, fields *fault.Fields) {
	sample.CheckRefusal(r.Decision, r.Reason, fields)
}

// ClassifyOutcomeRequest judges posted content (feature I6).
type ClassifyOutcomeRequest struct {
	SampleID           string `path:"sampleId" json:"-" format:"smp"`
	Generated          bool   `json:"generated" doc:"There is content"`
	Usable             bool   `json:"usable" doc:"It can be used in the campaign"`
	ContributedToSales bool   `json:"contributedToSales"`
}

// Outcome is the judgement.
func (r ClassifyOutcomeRequest) Outcome() sample.Outcome {
	return sample.Outcome{Generated: r.Generated, Usable: r.Usable, ContributedToSales: r.ContributedToSales}
}

// Check is for Ruled.
func (r ClassifyOutcomeRequest) Check(_ time.Time, fields *fault.Fields) { r.Outcome().Check(fields) }

// ListMySamplesRequest asks for the caller's samples on one tab.
type ListMySamplesRequest struct {
	Status sample.Tab `query:"status,omitempty" json:"-" doc:"The tab. Where it is absent, all tabs"`
	Sort   SortOrder  `query:"sort,omitempty" json:"-" default:"newest" doc:"By the order"`
	Counts bool       `query:"counts,omitempty" json:"-" doc:"Count the tabs, too"`
	Paging
}

// MySamples is one page of the caller's samples.
type MySamples struct {
	Page[MySample]
	Counts *MySampleCounts `json:"counts,omitempty" doc:"Where they are asked for"`
}

// MySample is a sample with the names of what it is about.
type MySample struct {
	CreatorSample
	SampleSurroundings
}

// MySampleCounts says how many of the caller's newest 100 samples are on each tab.
type MySampleCounts struct {
	InProgress     int `json:"inProgress"`
	PendingContent int `json:"pendingContent"`
	Posted         int `json:"posted"`
	Closed         int `json:"closed"`
}

// The actions of content.
var (
	RequestExtension = define[RequestExtensionRequest, CreatorSample](Action{
		Name: "request-extension", Area: Samples, Features: "I2", Actors: creator,
		Summary: "Asks the agency for more time for the content. The due date stands until it answers.",
		Method:  http.MethodPost, Path: "/v1/samples/{sampleId}/extension",
		Table:  []Operation{Get, Put, Update},
		Errors: with(notMoved, sample.ErrExtensionPending, sample.ErrExtensionsUsedUp),
	})
	ReviewExtension = define[ReviewExtensionRequest, AgencySample](Action{
		Name: "review-extension", Area: Samples, Features: "I2", Actors: agency,
		Summary: "Approves or refuses a creator's request for more time. An approval moves the due date and the reminders.",
		Method:  http.MethodPost, Path: "/v1/samples/{sampleId}/extension/review",
		Table:  []Operation{Get, Put, Update},
		Errors: with(notMoved, sample.ErrNoExtension),
	})
	ClassifyOutcome = define[ClassifyOutcomeRequest, AgencySample](Action{
		Name: "classify-outcome", Area: Samples, Features: "I6", Actors: agency,
		Summary: "Judges posted content: generated, usable, contributed to sales. A later judgement replaces an earlier one.",
		Method:  http.MethodPut, Path: "/v1/samples/{sampleId}/outcome",
		Table:  []Operation{Get, Put, Update},
		Errors: notMoved,
	})
	ListMySamples = define[ListMySamplesRequest, MySamples](Action{
		Name: "list-my-samples", Area: Samples, Features: "H4 I4", Actors: creator,
		Summary: "Lists the caller's samples. A page of one tab may hold fewer than the limit: read on until there is no nextCursor.",
		Method:  http.MethodGet, Path: "/v1/my-samples",
		Table: []Operation{Get, Query},
	})
)
