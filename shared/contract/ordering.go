package contract

import (
	"net/http"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/candidate"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
)

// CheckSampleOrderRequest asks what would stand in the way of an order (feature F8).
type CheckSampleOrderRequest struct {
	CampaignID         string `path:"campaignId" json:"-" format:"cmp"`
	CreatorID          string `path:"creatorId" json:"-" format:"crt"`
	RegistrationID     string `path:"registrationId" json:"-" format:"reg"`
	AwaitAuthorization bool   `query:"awaitAuthorization,omitempty" json:"-" doc:"Whether the order would wait for the creator's authorization"`
}

// SampleOrderCheck says whether an order would go through now, and if not, every reason.
type SampleOrderCheck struct {
	Orderable           bool      `json:"orderable"`
	Available           int       `json:"available" doc:"min(stock, given - ordered)"`
	AwaitsAuthorization bool      `json:"awaitsAuthorization,omitempty" doc:"The sample would wait for the creator's authorization"`
	Repeatable          bool      `json:"repeatable,omitempty" doc:"The creator was sent the product before, and can be sent it again with a repeatReason"`
	Reasons             []Problem `json:"reasons" doc:"What ordering would be refused with; its first one first"`
}

// ListAvailableSamplesRequest lists the creators for whom samples can be requested (feature F1). A page may be shorter than
// its limit: filters besides search are applied to what it read.
type ListAvailableSamplesRequest struct {
	CampaignID     string            `path:"campaignId" json:"-" format:"cmp"`
	Search         string            `query:"search,omitempty" json:"-" maxLength:"60" doc:"Only creators whose handle begins like this, with or without the @"`
	RegistrationID string            `query:"registrationId,omitempty" json:"-" format:"reg" doc:"Only creators with this product in the showcase"`
	MinFollowers   int               `query:"minFollowers,omitempty" json:"-" minimum:"0"`
	MaxFollowers   int               `query:"maxFollowers,omitempty" json:"-" minimum:"1"`
	MinPostingRate int               `query:"minPostingRate,omitempty" json:"-" minimum:"0" maximum:"10000" doc:"In basis points; creators without a rate are left out"`
	Sampled        candidate.Sampled `query:"alreadySampled,omitempty" json:"-" doc:"Only creators who were, or were not, sent a sample: of the product, if one is named, else of any of the campaign"`
	Paging
}

// Candidates are what is looked for.
func (r ListAvailableSamplesRequest) Candidates() candidate.Search {
	return candidate.Search{
		Handle: r.Search, RegistrationID: r.RegistrationID, MinFollowers: r.MinFollowers, MaxFollowers: r.MaxFollowers,
		MinPostingRate: r.MinPostingRate, Sampled: r.Sampled,
	}
}

// Check is for Ruled.
func (r ListAvailableSamplesRequest) Check(_ time.Time, fields *fault.Fields) {
	r.Candidates().Check(fields)
}

// AvailableCreator is a creator for whom samples can be requested.
type AvailableCreator struct {
	CreatorID   string       `json:"creatorId"`
	Handle      string       `json:"handle"`
	Followers   int          `json:"followers"`
	Products    int          `json:"products" doc:"How many products of the campaign are in the showcase"`
	Destination *Destination `json:"destination,omitempty" doc:"Where samples would go"`
	OpenSamples int          `json:"openSamples" doc:"The agency's samples to the creator that have not ended"`
	Samples     int          `json:"campaignSamples" doc:"Those of this campaign, less those that never left"`
	SampledAs   string       `json:"alreadySampledAs,omitempty" doc:"The sample of the named product that the agency ordered for the creator before, in this campaign or another"`
	ReviewFor   string       `json:"reviewFor,omitempty" doc:"A sample without content that a person has to look at: the next order needs a reviewNote"`
	LastInLine  bool         `json:"lowerPriority,omitempty" doc:"A sample ended without content, and the creator has posted about none since"`
	PostingRate *int         `json:"postingRate,omitempty" doc:"Of the agency's samples to the creator that are over, those with content, in basis points; excused ones do not count. Absent while none is over"`
}

// OrderSamplesRequest orders up to 100 samples (feature F7): JSON, or CSV with a line of column names that are the JSON
// names of an order.
type OrderSamplesRequest struct {
	Orders []OrderSampleRequest `json:"orders" rows:"true" minItems:"1" maxItems:"100"`
}

// Table is for Tabular.
func (OrderSamplesRequest) Table() string { return "orders" }

// Tabular is a request whose body may be CSV: its lines become the list of that JSON name.
type Tabular interface{ Table() string }

// The actions of ordering, besides OrderSample.
var (
	ListAvailableSamples = define[ListAvailableSamplesRequest, Page[AvailableCreator]](Action{
		Name: "list-available-samples", Area: Samples, Features: "F1", Actors: agency,
		Summary: "Lists the creators for whom samples can be requested in a campaign, by handle, with what the agency knows of each.",
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}/available-samples",
		Table:  []Operation{Get, QueryGSI1},
		Errors: []*fault.Error{campaign.ErrNotFound, registration.ErrNotFound},
	})
	CheckSampleOrder = define[CheckSampleOrderRequest, SampleOrderCheck](Action{
		Name: "check-sample-order", Area: Samples, Features: "F5 F6 F8 F9", Actors: agency,
		Summary: "Lists every reason that would block the order of a sample, with the codes that ordering answers with.",
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}/creators/{creatorId}/eligible-samples/{registrationId}",
		Table:     []Operation{Get},
		Errors:    []*fault.Error{campaign.ErrNotFound, registration.ErrNotFound},
		RowErrors: notOrderable,
	})
	OrderSamples = define[OrderSamplesRequest, Rows[AgencySample]](Action{
		Name: "order-samples", Area: Samples, Features: "F5 F7 F9", Actors: agency,
		Summary: "Orders up to 100 samples, as JSON or CSV; an answer for each. The same upload again creates nothing.",
		Method:  http.MethodPost, Path: "/v1/sample-orders",
		Table:     []Operation{Get, Put, Update, Check},
		RowErrors: with(notOrderable, campaign.ErrNotFound, registration.ErrNotFound),
	})
	CancelSample = define[SampleRequest, AgencySample](Action{
		Name: "cancel-sample", Area: Samples, Features: "F10", Actors: agency,
		Summary: "Cancels a sample before its dispatch. It goes back to the allocation, once.",
		Method:  http.MethodPost, Path: "/v1/samples/{sampleId}/cancellation",
		Table:  []Operation{Get, Put, Update, Delete},
		Errors: notMoved,
	})
)
