package contract

import (
	"net/http"

	"samplepath/shared/campaign"
)

// BrowseMarketplaceRequest looks for campaigns to register products in (feature B5).
type BrowseMarketplaceRequest struct {
	Scope  campaign.Filter `query:"scope,omitempty" json:"-" default:"all" doc:"target: those that invite the shop; local: of agencies in the seller's market"`
	Search string          `query:"search,omitempty" json:"-" maxLength:"60" doc:"Beginnings of words in the campaign's and the partner's name, in any case, with or without accents" example:"summ glow"`
	Paging
}

// ListSellerCampaignsRequest lists My campaigns (feature B6).
type ListSellerCampaignsRequest struct {
	Status campaign.Status `query:"status,omitempty" json:"-" values:"SellerCampaignStatus" doc:"Only this status"`
	Paging
}

// The actions of the marketplace.
var (
	BrowseMarketplace = define[BrowseMarketplaceRequest, Page[SellerCampaign]](Action{
		Name: "browse-marketplace", Area: Campaigns, Features: "B5", Actors: seller,
		Summary: "Lists the campaigns that the seller may register products in now, the earliest closing date first.",
		Method:  http.MethodGet, Path: "/v1/marketplace",
		Table: []Operation{Get, Query},
	})
	ListSellerCampaigns = define[ListSellerCampaignsRequest, Page[MyCampaign]](Action{
		Name: "list-seller-campaigns", Area: Campaigns, Features: "B6", Actors: seller,
		Summary: "Lists the campaigns in which the seller has products, newest first, with the products in each.",
		Method:  http.MethodGet, Path: "/v1/my-campaigns",
		Table: []Operation{Get, Query},
	})
)
