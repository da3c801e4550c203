package contract

import (
	"net/http"

	"samplepath/shared/campaign"
)

// BrowseMarketplaceRequest looks for campaigns to register products in (feature B5).
type BrowseMarketplaceRequest struct {
	Scope  campaign.Filter             `query:"scope,omitempty" json:"-" default:"all" doc:"target: those that invite the shop; local: of agencies in the seller's market"`
	Status campaign.RegistrationStatus `query:"status,omitempty" json:"-" values:"ListedRegistration" doc:"Only campaigns whose registration is open now, or is yet to begin; a page may hold fewer than the limit then: read on until there is no nextCursor"`
	Search string                      `query:"search,omitempty" json:"-" maxLength:"60" doc:"Beginnings of words in the campaign's and the partner's name, in any case, with or without accents" example:"summ glow"`
	Counts bool                        `query:"counts,omitempty" json:"-" doc:"Count the scopes, too, whatever is searched for: as many reads as a page for each"`
	Paging
}

// Marketplace is one page of the marketplace.
type Marketplace struct {
	Page[SellerCampaign]
	Counts *MarketplaceCounts `json:"counts,omitempty" doc:"Where they are asked for"`
}

// MarketplaceCounts says how many campaigns of the status that is asked for are in each scope: up to 250, which stands for as many or
// more.
type MarketplaceCounts struct {
	All    int `json:"all"`
	Target int `json:"target"`
	Local  int `json:"local"`
}

// ListSellerCampaignsRequest lists My campaigns (feature B6).
type ListSellerCampaignsRequest struct {
	Status campaign.Status `query:"status,omitempty" json:"-" values:"SellerCampaignStatus" doc:"Only this status"`
	Counts bool            `query:"counts,omitempty" json:"-" doc:"Count the statuses, too"`
	Paging
}

// MyCampaigns is one page of My campaigns.
type MyCampaigns struct {
	Page[MyCampaign]
	Counts *MyCampaignCounts `json:"counts,omitempty" doc:"Where they are asked for"`
}

// MyCampaignCounts says how many of the newest 250 campaigns in which the seller has products have each status.
type MyCampaignCounts struct {
	Upcoming int `json:"upcoming"`
	Ongoing  int `json:"ongoing"`
	Closed   int `json:"closed"`
}

// The actions of the marketplace.
var (
	BrowseMarketplace = define[BrowseMarketplaceRequest, Marketplace](Action{
		Name: "browse-marketplace", Area: Campaigns, Features: "B5", Actors: seller,
		Summary: "Lists the campaigns that the seller may register products in now or later, the earliest closing date first.",
		Method:  http.MethodGet, Path: "/v1/marketplace",
		Table: []Operation{Get, Query},
	})
	ListSellerCampaigns = define[ListSellerCampaignsRequest, MyCampaigns](Action{
		Name: "list-seller-campaigns", Area: Campaigns, Features: "B6", Actors: seller,
		Summary: "Lists the campaigns in which the seller has products, newest first, with the products in each.",
		Method:  http.MethodGet, Path: "/v1/my-campaigns",
		Table: []Operation{Get, Query},
	})
)
