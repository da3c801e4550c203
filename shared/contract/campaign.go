package contract

import (
	"net/http"
	"reflect"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/onboarding"
)

// CreateCampaignRequest is the draft of a campaign (features B1, B2).
type CreateCampaignRequest struct {
	TargetMarket       string          `json:"targetMarket" values:"Market" doc:"A market in which TikTok Shop sells, ISO 3166-1 alpha-2" example:"US"`
	Name               string          `json:"name" minLength:"1" maxLength:"50"`
	Description        string          `json:"description" minLength:"1" maxLength:"1000"`
	RegistrationPeriod Period          `json:"registrationPeriod" doc:"When sellers may register products"`
	CampaignPeriod     Period          `json:"campaignPeriod" doc:"When creators promote them; starts with the registration, at most 360 days"`
	SellerScope        SellerScope     `json:"sellerScope"`
	MinTotalRate       int             `json:"minTotalCommissionRate" minimum:"100" maximum:"8000" doc:"Basis points: 1% to 80%"`
	Contact            CampaignContact `json:"contact"`
}

// Draft is the campaign that is asked for.
func (r CreateCampaignRequest) Draft() campaign.Campaign {
	return campaign.Campaign{
		TargetMarket: r.TargetMarket, Name: r.Name, Description: r.Description, RegistrationPeriod: campaign.Period(r.RegistrationPeriod),
		CampaignPeriod: campaign.Period(r.CampaignPeriod), SellerScope: campaign.SellerScope(r.SellerScope), MinTotalRate: r.MinTotalRate,
		Contact: campaign.Contact(r.Contact),
	}
}

// Check is for Ruled.
func (r CreateCampaignRequest) Check(now time.Time, fields *fault.Fields) {
	r.Draft().Check(now, fields)
}

// CampaignRequest names a campaign.
type CampaignRequest struct {
	CampaignID string `path:"campaignId" json:"-" format:"cmp"`
}

// ListCampaignsRequest lists an agency's campaigns (feature B4).
type ListCampaignsRequest struct {
	Status campaign.Status `query:"status,omitempty" json:"-" doc:"Only this status"`
	Counts bool            `query:"counts,omitempty" json:"-" doc:"Count the statuses, too"`
	Paging
}

// AgencyCampaigns is one page of an agency's campaigns.
type AgencyCampaigns struct {
	Page[AgencyCampaign]
	Counts *CampaignCounts `json:"counts,omitempty" doc:"Where they are asked for"`
}

// CampaignCounts says how many of the agency's newest 250 campaigns have each status.
type CampaignCounts struct {
	Ready    int `json:"ready"`
	Upcoming int `json:"upcoming"`
	Ongoing  int `json:"ongoing"`
	Closed   int `json:"closed"`
}

// UpdateCampaignRequest changes what it names (feature B4).
type UpdateCampaignRequest struct {
	CampaignID         string           `path:"campaignId" json:"-" format:"cmp"`
	TargetMarket       *string          `json:"targetMarket" values:"Market" doc:"Before publishing"`
	Name               *string          `json:"name" minLength:"1" maxLength:"50"`
	Description        *string          `json:"description" minLength:"1" maxLength:"1000"`
	RegistrationPeriod *Period          `json:"registrationPeriod" doc:"Before publishing"`
	CampaignPeriod     *Period          `json:"campaignPeriod" doc:"Before publishing"`
	SellerScope        *SellerScope     `json:"sellerScope" doc:"Before publishing"`
	MinTotalRate       *int             `json:"minTotalCommissionRate" minimum:"100" maximum:"8000" doc:"Basis points; before publishing"`
	Contact            *CampaignContact `json:"contact"`
	Version            *int             `json:"version" minimum:"1" doc:"The version that was read: refused if it is not the present one"`
}

// PublishCampaignRequest is the toggle (feature B3).
type PublishCampaignRequest struct {
	CampaignID string `path:"campaignId" json:"-" format:"cmp"`
	Published  bool   `json:"published"`
}

// The actions of a campaign.
var (
	CreateCampaign = define[CreateCampaignRequest, AgencyCampaign](Action{
		Name: "create-campaign", Area: Campaigns, Features: "A3 B1 B2", Actors: agency,
		Summary: "Creates a campaign, once the onboarding is done. Sellers see it once it is published.",
		Method:  http.MethodPost, Path: "/v1/campaigns", Status: http.StatusCreated,
		Table:  []Operation{Get, Put},
		Errors: []*fault.Error{onboarding.ErrIncomplete},
	})
	ListCampaigns = define[ListCampaignsRequest, AgencyCampaigns](Action{
		Name: "list-campaigns", Area: Campaigns, Features: "B4", Actors: agency,
		Summary: "Lists the agency's campaigns, newest first.",
		Method:  http.MethodGet, Path: "/v1/campaigns",
		Table: []Operation{Get, QueryGSI1},
	})
	GetCampaign = define[CampaignRequest, any](Action{
		Name: "get-campaign", Area: Campaigns, Features: "B4 B5", Actors: []actor.Kind{actor.Agency, actor.Seller},
		Summary: "Reads a campaign. A seller sees one that is published to the shop, or that it has products in.",
		Answers: map[actor.Kind]reflect.Type{actor.Agency: reflect.TypeFor[AgencyCampaignDetail](), actor.Seller: reflect.TypeFor[SellerCampaignDetail]()},
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}",
		Table:  []Operation{Get},
		Errors: []*fault.Error{campaign.ErrNotFound},
	})
	UpdateCampaign = define[UpdateCampaignRequest, AgencyCampaign](Action{
		Name: "update-campaign", Area: Campaigns, Features: "B4", Actors: agency,
		Summary: "Edits a campaign: after its first publication only name, description and contact.",
		Method:  http.MethodPatch, Path: "/v1/campaigns/{campaignId}", Personal: true,
		Table:  []Operation{Get, Put, Update},
		Errors: []*fault.Error{campaign.ErrNotFound, campaign.ErrFixed, campaign.ErrStale},
	})
	PublishCampaign = define[PublishCampaignRequest, AgencyCampaign](Action{
		Name: "publish-campaign", Area: Campaigns, Features: "B3", Actors: agency,
		Summary: "Publishes a campaign to sellers, or takes it back; products that are registered go on.",
		Method:  http.MethodPost, Path: "/v1/campaigns/{campaignId}/publication",
		Table:  []Operation{Get, Put, Update},
		Errors: []*fault.Error{campaign.ErrNotFound, campaign.ErrAlreadyHasState, campaign.ErrCampaignOver},
	})
)
