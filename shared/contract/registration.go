package contract

import (
	"net/http"
	"reflect"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
)

// RegisterProductsRequest registers one or many products at once (feature C1).
type RegisterProductsRequest struct {
	CampaignID string         `path:"campaignId" json:"-" format:"cmp"`
	Products   []ProductDraft `json:"products" rows:"true" minItems:"1" maxItems:"50"`
}

// ProductDraft is a product that a seller offers.
type ProductDraft struct {
	ProductID   string `json:"productId" pattern:"^[0-9]{6,25}$" doc:"TikTok Shop product id" example:"1729384756001"`
	ProductName string `json:"productName" minLength:"1" maxLength:"200"`
	TotalRate   int    `json:"totalCommissionRate" minimum:"100" maximum:"8000" doc:"Basis points for agency and creator together; at least the campaign's minimum"`
	Samples     int    `json:"sampleQuantity" minimum:"0" maximum:"100000"`
	Stock       int    `json:"stock" minimum:"0" maximum:"100000000"`
	UnitCost    Money  `json:"unitCost"`
	Email       string `json:"email" format:"email" maxLength:"254"`
	WhatsApp    string `json:"whatsApp,omitempty" format:"phone" doc:"E.164"`
	ImageURL    string `json:"imageUrl,omitempty" format:"uri" pattern:"^https://[!-~]+$" maxLength:"300" doc:"A picture of the product, for the pages that show it"`
	Price       *Money `json:"price,omitempty" doc:"What buyers pay"`
	Category    string `json:"category,omitempty" maxLength:"60" example:"Skincare"`
}

// ListRegistrationsRequest asks for one tab of a campaign's registrations (feature C5).
type ListRegistrationsRequest struct {
	CampaignID string           `path:"campaignId" json:"-" format:"cmp"`
	Status     registration.Tab `query:"status,omitempty" json:"-" default:"pending" doc:"The tab: approved holds those ongoing, rejected those that cannot be registered again, too"`
	SellerID   string           `query:"sellerId,omitempty" json:"-" format:"sel" doc:"Only this seller's, for the agency; a seller sees its own alone"`
	Sort       SortOrder        `query:"sort,omitempty" json:"-" default:"oldest" doc:"By the first registration. Those of several sellers are by seller first, and newest is refused for them"`
	Paging
}

// GetRegistrationRequest names a registration.
type GetRegistrationRequest struct {
	RegistrationID string `path:"registrationId" json:"-" format:"reg"`
	Counts         bool   `query:"counts,omitempty" json:"-" doc:"For the agency: count the creators and the samples, too, at the cost of a page of a list"`
}

// ListRegistrationCreatorsRequest asks for the creators who have a product in the showcase (feature C6).
type ListRegistrationCreatorsRequest struct {
	RegistrationID string    `path:"registrationId" json:"-" format:"reg"`
	Sort           SortOrder `query:"sort,omitempty" json:"-" default:"newest" doc:"By the time at which they added it"`
	Paging
}

// ResubmitRegistrationRequest registers a rejected product again (feature C3). What is absent stays as it was.
type ResubmitRegistrationRequest struct {
	RegistrationID string  `path:"registrationId" json:"-" format:"reg"`
	TotalRate      *int    `json:"totalCommissionRate" minimum:"100" maximum:"8000" doc:"Basis points for agency and creator together; at least the campaign's minimum"`
	Samples        *int    `json:"sampleQuantity" minimum:"0" maximum:"100000"`
	Stock          *int    `json:"stock" minimum:"0" maximum:"100000000"`
	UnitCost       *Money  `json:"unitCost"`
	Email          *string `json:"email" format:"email" maxLength:"254"`
	WhatsApp       *string `json:"whatsApp" format:"phone" doc:"E.164"`
	ImageURL       *string `json:"imageUrl" format:"uri" pattern:"^https://[!-~]+$" maxLength:"300" doc:"A picture of the product, for the pages that show it"`
	Price          *Money  `json:"price" doc:"What buyers pay"`
	Category       *string `json:"category" maxLength:"60"`
}

// ReviewRegistrationRequest is the agency's decision (feature C2).
type ReviewRegistrationRequest struct {
	RegistrationID string                `path:"registrationId" json:"-" format:"reg"`
	Decision       registration.Decision `json:"decision" doc:"reject lets the seller register again, block does not"`
	Reason         string                `json:"reason,omitempty" maxLength:"500" doc:"Required unless approved"`
}

// Check is for Ruled.
func (r ReviewRegistrationRequest) Check(_ time.Time, fields *fault.Fields) {
	registration.CheckReason(r.Decision, r.Reason, fields)
}

// ReviewRegistrationsRequest is the agency's decisions on up to 100 pending products of a campaign (feature C2): JSON, or CSV with a
// line of column names that are the JSON names of a review.
type ReviewRegistrationsRequest struct {
	CampaignID string               `path:"campaignId" json:"-" format:"cmp"`
	Reviews    []RegistrationReview `json:"reviews" rows:"true" minItems:"1" maxItems:"100"`
}

// Table is for Tabular.
func (ReviewRegistrationsRequest) Table() string { return "reviews" }

// RegistrationReview is the decision on one product.
type RegistrationReview struct {
	RegistrationID string                `json:"registrationId" format:"reg"`
	Decision       registration.Decision `json:"decision" doc:"reject lets the seller register again, block does not"`
	Reason         string                `json:"reason,omitempty" maxLength:"500" doc:"Required unless approved"`
}

// RequestClosureRequest asks the agency to close a product (feature C6).
type RequestClosureRequest struct {
	RegistrationID string `path:"registrationId" json:"-" format:"reg"`
	Reason         string `json:"reason,omitempty" maxLength:"500"`
}

// ReviewClosureRequest is the agency's answer to it (feature C6).
type ReviewClosureRequest struct {
	RegistrationID string                `path:"registrationId" json:"-" format:"reg"`
	Decision       registration.Decision `json:"decision" values:"ClosureDecision" doc:"approve closes the product, reject leaves it as it was"`
	Reason         string                `json:"reason,omitempty" maxLength:"500" doc:"Required unless approved"`
}

// Check is for Ruled.
func (r ReviewClosureRequest) Check(_ time.Time, fields *fault.Fields) {
	registration.CheckReason(r.Decision, r.Reason, fields)
}

// ReviewClosuresRequest is the agency's answers to up to 100 such wishes in a campaign (feature C6): JSON, or CSV with a line of
// column names that are the JSON names of a review.
type ReviewClosuresRequest struct {
	CampaignID string          `path:"campaignId" json:"-" format:"cmp"`
	Reviews    []ClosureReview `json:"reviews" rows:"true" minItems:"1" maxItems:"100"`
}

// Table is for Tabular.
func (ReviewClosuresRequest) Table() string { return "reviews" }

// ClosureReview is the answer about one product.
type ClosureReview struct {
	RegistrationID string                `json:"registrationId" format:"reg"`
	Decision       registration.Decision `json:"decision" values:"ClosureDecision" doc:"approve closes the product, reject leaves it as it was"`
	Reason         string                `json:"reason,omitempty" maxLength:"500" doc:"Required unless approved"`
}

// SetSampleAllocationRequest changes what a seller gives (feature C7). What is absent stays as it is.
type SetSampleAllocationRequest struct {
	RegistrationID string `path:"registrationId" json:"-" format:"reg"`
	Samples        *int   `json:"sampleQuantity" minimum:"0" maximum:"100000" doc:"Never below what is ordered"`
	Stock          *int   `json:"stock" minimum:"0" maximum:"100000000" doc:"Units at hand now; sample orders take from it"`
}

// Check is for Ruled.
func (r SetSampleAllocationRequest) Check(_ time.Time, fields *fault.Fields) {
	registration.CheckGiven(r.Samples, r.Stock, fields)
}

// RequestMoreSamplesRequest asks the seller for more (feature F4).
type RequestMoreSamplesRequest struct {
	RegistrationID string `path:"registrationId" json:"-" format:"reg"`
	Quantity       int    `json:"quantity" minimum:"1" maximum:"100000" doc:"How many more"`
}

// SampleRequestAnswer is the request that stands.
type SampleRequestAnswer struct {
	RegistrationID string `json:"registrationId"`
	MoreSamples
	Asked bool `json:"asked" doc:"false: the seller has been asked already, less than a day ago, and given no more since"`
}

// SetCreatorCommissionsRequest sets what creators get, one or in bulk (feature C8).
type SetCreatorCommissionsRequest struct {
	CampaignID  string              `path:"campaignId" json:"-" format:"cmp"`
	Commissions []CreatorCommission `json:"commissions" rows:"true" minItems:"1" maxItems:"100"`
}

// CreatorCommission is the creator's part of one product's commission.
type CreatorCommission struct {
	RegistrationID string `json:"registrationId" format:"reg"`
	CreatorRate    int    `json:"creatorCommissionRate" minimum:"0" maximum:"8000" doc:"Basis points; at most the total rate"`
}

// CommissionSet is how a product's commission is split.
type CommissionSet struct {
	RegistrationID string `json:"registrationId"`
	TotalRate      int    `json:"totalCommissionRate"`
	CreatorRate    int    `json:"creatorCommissionRate"`
	AgencyRate     int    `json:"agencyCommissionRate" doc:"Total less creator"`
	LinkCode       string `json:"linkCode"`
}

// The actions of registrations.
var (
	RegisterProducts = define[RegisterProductsRequest, Rows[SellerRegistration]](Action{
		Name: "register-products", Area: Campaigns, Features: "C1 C3", Actors: seller,
		Summary: "Registers products in a published campaign while its registration is open; an answer for each.",
		Method:  http.MethodPost, Path: "/v1/campaigns/{campaignId}/registrations",
		Table:     []Operation{Get, Put, Update},
		Errors:    []*fault.Error{campaign.ErrNotFound, campaign.ErrRegistration},
		RowErrors: []*fault.Error{registration.ErrExists, registration.ErrBlocked},
	})
	ListRegistrations = define[ListRegistrationsRequest, any](Action{
		Name: "list-registrations", Area: Campaigns, Features: "C5", Actors: []actor.Kind{actor.Agency, actor.Seller},
		Summary: "Lists a campaign's registrations on one tab, by seller and age, with the counts of all tabs.",
		Answers: map[actor.Kind]reflect.Type{
			actor.Agency: reflect.TypeFor[AgencyRegistrations](), actor.Seller: reflect.TypeFor[SellerRegistrations](),
		},
		Method: http.MethodGet, Path: "/v1/campaigns/{campaignId}/registrations",
		Table:  []Operation{Get, QueryGSI2},
		Errors: []*fault.Error{campaign.ErrNotFound},
	})
	GetRegistration = define[GetRegistrationRequest, any](Action{
		Name: "get-registration", Area: Campaigns, Features: "C3 C5 C6", Actors: []actor.Kind{actor.Agency, actor.Seller},
		Summary: "Reads a product in a campaign by its id; the agency with what it sold.",
		Answers: map[actor.Kind]reflect.Type{
			actor.Agency: reflect.TypeFor[AgencyRegistrationDetail](), actor.Seller: reflect.TypeFor[SellerRegistrationDetail](),
		},
		Method: http.MethodGet, Path: "/v1/registrations/{registrationId}",
		Table:  []Operation{Get, QueryGSI1},
		Errors: []*fault.Error{registration.ErrNotFound},
	})
	ListRegistrationCreators = define[ListRegistrationCreatorsRequest, Page[RegistrationCreator]](Action{
		Name: "list-registration-creators", Area: Creators, Features: "C6 E1", Actors: agency,
		Summary: "Lists the creators who have a product in their showcase, each with the authorization and with the sample of it that the agency ordered.",
		Method:  http.MethodGet, Path: "/v1/registrations/{registrationId}/creators",
		Table:  []Operation{Get, QueryGSI1},
		Errors: []*fault.Error{registration.ErrNotFound},
	})
	ReviewRegistration = define[ReviewRegistrationRequest, AgencyRegistration](Action{
		Name: "review-registration", Area: Campaigns, Features: "C2", Actors: agency,
		Summary: "Approves a pending product, rejects it with a reason, or rejects it so that it cannot be registered again.",
		Method:  http.MethodPost, Path: "/v1/registrations/{registrationId}/review",
		Table:  []Operation{Get, Put, Update},
		Errors: registrationFixed,
	})
	ReviewRegistrations = define[ReviewRegistrationsRequest, Rows[AgencyRegistration]](Action{
		Name: "review-registrations", Area: Campaigns, Features: "C2", Actors: agency,
		Summary: "Decides on up to 100 pending products of a campaign, as JSON or CSV; an answer for each.",
		Method:  http.MethodPost, Path: "/v1/campaigns/{campaignId}/registration-reviews",
		Table:     []Operation{Get, Put, Update},
		Errors:    []*fault.Error{campaign.ErrNotFound},
		RowErrors: registrationFixed,
	})
	SetCreatorCommissions = define[SetCreatorCommissionsRequest, Rows[CommissionSet]](Action{
		Name: "set-creator-commissions", Area: Campaigns, Features: "C8", Actors: agency,
		Summary: "Sets the creator's part of the commission of approved products; an answer for each.",
		Method:  http.MethodPatch, Path: "/v1/campaigns/{campaignId}/creator-commissions",
		Table:     []Operation{Get, Put, Update},
		Errors:    []*fault.Error{campaign.ErrNotFound, campaign.ErrCampaignOver},
		RowErrors: []*fault.Error{registration.ErrNotFound, registration.ErrMove, registration.ErrRateAboveTotal},
	})
	ResubmitRegistration = define[ResubmitRegistrationRequest, SellerRegistration](Action{
		Name: "resubmit-registration", Area: Campaigns, Features: "C3", Actors: seller,
		Summary: "Registers a rejected product again with another rate or other samples, while registration is open.",
		Method:  http.MethodPost, Path: "/v1/registrations/{registrationId}/resubmission",
		Table:  []Operation{Get, Put, Update},
		Errors: []*fault.Error{registration.ErrNotFound, registration.ErrMove, registration.ErrBlocked, registration.ErrTaken, campaign.ErrRegistration},
	})
	RequestClosure = define[RequestClosureRequest, SellerRegistration](Action{
		Name: "request-closure", Area: Campaigns, Features: "C6", Actors: seller,
		Summary: "Asks the agency to close a product. Until it agrees, everything goes on as before.",
		Method:  http.MethodPost, Path: "/v1/registrations/{registrationId}/closure",
		Table:  []Operation{Get, Put, Update},
		Errors: registrationFixed,
	})
	ReviewClosure = define[ReviewClosureRequest, AgencyRegistration](Action{
		Name: "review-closure", Area: Campaigns, Features: "C6", Actors: agency,
		Summary: "Closes a product at the seller's wish, or refuses with a reason. Samples under way go on.",
		Method:  http.MethodPost, Path: "/v1/registrations/{registrationId}/closure/review",
		Table:  []Operation{Get, Put, Update},
		Errors: registrationFixed,
	})
	ReviewClosures = define[ReviewClosuresRequest, Rows[AgencyRegistration]](Action{
		Name: "review-closures", Area: Campaigns, Features: "C6", Actors: agency,
		Summary: "Answers up to 100 wishes to close products of a campaign, as JSON or CSV; an answer for each.",
		Method:  http.MethodPost, Path: "/v1/campaigns/{campaignId}/closure-reviews",
		Table:     []Operation{Get, Put, Update},
		Errors:    []*fault.Error{campaign.ErrNotFound},
		RowErrors: registrationFixed,
	})
	SetSampleAllocation = define[SetSampleAllocationRequest, SellerRegistration](Action{
		Name: "set-sample-allocation", Area: Campaigns, Features: "C7", Actors: seller,
		Summary: "Raises or lowers the samples that a seller gives, never below what is ordered, and sets the stock.",
		Method:  http.MethodPatch, Path: "/v1/registrations/{registrationId}/allocation",
		Table:  []Operation{Get, Put, Update},
		Errors: with(registrationFixed, registration.ErrBelowOrdered),
	})
	RequestMoreSamples = define[RequestMoreSamplesRequest, SampleRequestAnswer](Action{
		Name: "request-more-samples", Area: Campaigns, Features: "F4", Actors: agency,
		Summary: "Asks the seller for more samples of a product; at most once a day until it gives more.",
		Method:  http.MethodPost, Path: "/v1/registrations/{registrationId}/sample-requests",
		Table:  []Operation{Get, Put, Update},
		Errors: registrationFixed,
	})
)
