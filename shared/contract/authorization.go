package contract

import (
	"net/http"
	"reflect"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/address"
	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/policy"
	"samplepath/shared/private"
	"samplepath/shared/showcase"
)

// ListCampaignCreatorsRequest lists who promotes a campaign (feature E1). With a filter the list is by handle.
type ListCampaignCreatorsRequest struct {
	CampaignID string               `path:"campaignId" json:"-" format:"cmp"`
	Status     authorization.Status `query:"status,omitempty" json:"-" values:"ShownAuthorizationStatus" doc:"Only creators whose authorization has this status"`
	Search     string               `query:"search,omitempty" json:"-" maxLength:"60" doc:"Only creators whose handle begins like this, with or without the @"`
	Sort       CreatorSort          `query:"sort,omitempty" json:"-" doc:"Absent: by handle where something is looked for, else by id, which lags behind nothing"`
	Counts     bool                 `query:"counts,omitempty" json:"-" doc:"Count the statuses, too: as many reads as a page for each"`
	Paging
}

// CreatorSort is the order of a list of creators.
type CreatorSort string

// The orders.
const (
	ByHandle           CreatorSort = "handle"
	ByHandleDescending CreatorSort = "handle_descending"
)

var creatorSorts = []CreatorSort{ByHandle, ByHandleDescending}

// CampaignCreator is a creator with a product of the campaign in the showcase.
type CampaignCreator struct {
	CreatorID string `json:"creatorId"`
	Handle    string `json:"handle"`
	Followers int    `json:"followers"`
	Products  int    `json:"products" doc:"How many products of the campaign are in the showcase"`
	CreatorAuthorizationStatus
	Destination *Destination `json:"destination,omitempty" doc:"Where samples would go"`
}

// CreatorAuthorizationStatus is how a creator in a list stands to the agency, and since when.
type CreatorAuthorizationStatus struct {
	Authorization authorization.Status `json:"authorization" values:"ShownAuthorizationStatus"`
	RequestedAt   *time.Time           `json:"requestedAt,omitempty" doc:"When the agency asked last"`
	ExpiresAt     *time.Time           `json:"expiresAt,omitempty" doc:"When a pending request expires"`
	AnsweredAt    *time.Time           `json:"answeredAt,omitempty" doc:"When the creator said yes or no"`
	EndedAt       *time.Time           `json:"endedAt,omitempty" doc:"When the creator took the authorization back"`
}

// CreatorAuthorizationStatusOf shows an authorization, or that there is none.
func CreatorAuthorizationStatusOf(a authorization.Authorization) CreatorAuthorizationStatus {
	out := CreatorAuthorizationStatus{Authorization: a.Shown(), AnsweredAt: a.AnsweredAt, EndedAt: a.EndedAt}
	if a.Version > 0 {
		out.RequestedAt = &a.RequestedAt
	}
	if a.Status == authorization.StatusPending {
		out.ExpiresAt = &a.ExpiresAt
	}
	return out
}

// CampaignCreators is one page of the creators who promote a campaign.
type CampaignCreators struct {
	Page[CampaignCreator]
	Counts *AuthorizationCounts `json:"counts,omitempty" doc:"Where they are asked for"`
}

// AuthorizationCounts says how many creators of a campaign have each status: up to 1,000, which stands for as many or more. They
// follow a change within seconds.
type AuthorizationCounts struct {
	Unauthorized int `json:"unauthorized"`
	Pending      int `json:"pending"`
	Authorized   int `json:"authorized"`
	Ended        int `json:"ended"`
	Rejected     int `json:"rejected"`
}

// RequestAuthorizationsRequest asks creators for their authorization (feature E2).
type RequestAuthorizationsRequest struct {
	CampaignID string   `json:"campaignId" format:"cmp"`
	CreatorIDs []string `json:"creatorIds" rows:"true" minItems:"1" maxItems:"100" format:"crt"`
}

// ListAuthorizationsRequest lists the requests that a creator got (feature E3).
type ListAuthorizationsRequest struct {
	Sort SortOrder `query:"sort,omitempty" json:"-" default:"newest" doc:"By the last request"`
	Paging
}

// AcceptAuthorizationRequest says yes, with an address (features E3, E7) or with the one kept for all agencies (feature E4).
type AcceptAuthorizationRequest struct {
	AgencyID string   `path:"agencyId" json:"-" format:"agn"`
	Address  *Address `json:"address,omitempty" doc:"Where samples of this agency go; absent: to the address that the caller keeps for all agencies"`
	// AgreedPolicyVersion is the version that was shown, so that nobody agrees to another.
	AgreedPolicyVersion int `json:"agreedPolicyVersion" minimum:"1" doc:"policyVersion of the request, whose policy the caller has read and agrees to: refused if another holds by now"`
}

// Check is for Ruled.
func (r AcceptAuthorizationRequest) Check(_ time.Time, fields *fault.Fields) {
	if r.Address != nil {
		address.Check(address.Normalize(address.Address(*r.Address)), "address.", fields)
	}
}

// AuthorizationRequest names what stands between an agency and the calling creator (feature E3).
type AuthorizationRequest struct {
	AgencyID string `path:"agencyId" json:"-" format:"agn"`
}

// GetAuthorizationRequest names the other party: the agency, for a creator, and the creator, for an agency.
type GetAuthorizationRequest struct {
	PartyID string `path:"partyId" json:"-" pattern:"^(agn|crt)_[0-7][0-9A-HJKMNP-TV-Z]{25}$" doc:"The other party: the creator's id for an agency, the agency's for a creator" example:"crt_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
}

// The actions of authorizations.
var (
	ListCampaignCreators = define[ListCampaignCreatorsRequest, CampaignCreators](Action{
		Name: "list-campaign-creators", Area: Creators, Features: "E1", Actors: agency,
		Summary: "Lists or searches the creators who have a product of the campaign in their showcase, with each one's authorization.",
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}/creators",
		Table:  []Operation{Get, Query, QueryGSI1, QueryGSI2},
		Errors: []*fault.Error{campaign.ErrNotFound},
	})
	RequestAuthorizations = define[RequestAuthorizationsRequest, Rows[AgencyAuthorization]](Action{
		Name: "request-authorizations", Area: Creators, Features: "E2", Actors: agency,
		Summary: "Asks up to 100 creators for authorization; an answer for each. Asking again while one waits is harmless.",
		Method:  http.MethodPost, Path: "/v1/authorizations",
		Table:     []Operation{Get, Put, Update},
		Errors:    []*fault.Error{campaign.ErrNotFound},
		RowErrors: []*fault.Error{showcase.ErrNotInShowcase},
	})
	ListAuthorizations = define[ListAuthorizationsRequest, Page[CreatorAuthorization]](Action{
		Name: "list-authorizations", Area: Creators, Features: "E3", Actors: creator,
		Summary: "Lists the requests of agencies, with their details.",
		Method:  http.MethodGet, Path: "/v1/authorizations",
		Table: []Operation{Get, QueryGSI1},
	})
	GetAuthorization = define[GetAuthorizationRequest, any](Action{
		Name: "get-authorization", Area: Creators, Features: "E1 E3 K2", Actors: []actor.Kind{actor.Agency, actor.Creator},
		Summary: "Reads how an agency and a creator stand: each names the other. The creator sees the policy to agree to, too.",
		Answers: map[actor.Kind]reflect.Type{
			actor.Agency: reflect.TypeFor[AgencyAuthorizationDetail](), actor.Creator: reflect.TypeFor[CreatorAuthorizationDetail](),
		},
		Method: http.MethodGet, Path: "/v1/authorizations/{partyId}",
		Table:  []Operation{Get},
		Errors: []*fault.Error{authorization.ErrNotFound},
	})
	AcceptAuthorization = define[AcceptAuthorizationRequest, CreatorAuthorization](Action{
		Name: "accept-authorization", Area: Creators, Features: "E3 E4 E7 K2", Actors: creator,
		Summary: "Accepts an agency's request with a shipping address, or with the one that is kept for all agencies, and agrees to its sample policy.",
		Method:  http.MethodPost, Path: "/v1/authorizations/{agencyId}/acceptance",
		Table: []Operation{Get, Put, Update, Check}, Stores: []private.Kind{private.Addresses},
		Errors: []*fault.Error{authorization.ErrNotFound, authorization.ErrNotPending, authorization.ErrExpired, policy.ErrChanged},
	})
	DeclineAuthorization = define[AuthorizationRequest, CreatorAuthorization](Action{
		Name: "decline-authorization", Area: Creators, Features: "E3 F9", Actors: creator,
		Summary: "Declines an agency's request. The agency may ask again.",
		Method:  http.MethodPost, Path: "/v1/authorizations/{agencyId}/rejection",
		Table:  []Operation{Get, Put, Update},
		Errors: []*fault.Error{authorization.ErrNotFound, authorization.ErrNotPending, authorization.ErrExpired},
	})
	EndAuthorization = define[AuthorizationRequest, CreatorAuthorization](Action{
		Name: "end-authorization", Area: Creators, Features: "E3", Actors: creator,
		Summary: "Takes an authorization back. Samples that are ordered go on; new orders are refused.",
		Method:  http.MethodPost, Path: "/v1/authorizations/{agencyId}/end",
		Table:  []Operation{Get, Put, Update},
		Errors: []*fault.Error{authorization.ErrNotFound, authorization.ErrNotAuthorized},
	})
)
