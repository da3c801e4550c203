package contract

import (
	"net/http"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/registration"
)

// BrowseMarketplaceRequest looks for campaigns to register products in (feature B5).
type BrowseMarketplaceRequest struct {
	Filter campaign.Filter `query:"filter,omitempty" json:"-" enum:"all,target,local" doc:"all, unless told; target: those that invite the shop; local: of agencies in the seller's market"`
	Search string          `query:"search,omitempty" json:"-" maxLength:"60" doc:"Beginnings of words in the campaign's and the partner's name, in any case, with or without accents" example:"summ glow"`
	Paging
}

// MarketCampaign is a campaign as sellers see it: nothing of other sellers, nor of creators.
type MarketCampaign struct {
	ID                 string           `json:"id" example:"cmp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	Partner            Partner          `json:"partner"`
	TargetMarket       string           `json:"targetMarket" example:"US"`
	Name               string           `json:"name"`
	Message            string           `json:"message" doc:"What the partner says about the collaboration"`
	RegistrationPeriod campaign.Period  `json:"registrationPeriod"`
	CampaignPeriod     campaign.Period  `json:"campaignPeriod"`
	MinTotalRate       int              `json:"minTotalCommissionRate" doc:"Basis points"`
	Invited            bool             `json:"invited" doc:"The campaign is for invited shops, and yours is one"`
	RegistrationOpen   bool             `json:"registrationOpen" doc:"You may register products now"`
	Status             campaign.Status  `json:"status" enum:"upcoming,ongoing,closed"`
	Contact            campaign.Contact `json:"contact" doc:"How to reach the partner"`
}

// Partner is the agency behind a campaign.
type Partner struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Market string `json:"market,omitempty" doc:"Where it is at home"`
}

// ViewForSeller is a campaign as the seller of that shop sees it at a time.
func ViewForSeller(c campaign.Campaign, shop campaign.Shop, now time.Time) MarketCampaign {
	open := c.CheckRegistrable(shop, now) == nil
	return MarketCampaign{
		ID: c.ID, Partner: Partner{c.AgencyID, c.AgencyName, c.AgencyMarket}, TargetMarket: c.TargetMarket, Name: c.Name, Message: c.Description,
		RegistrationPeriod: c.RegistrationPeriod, CampaignPeriod: c.CampaignPeriod, MinTotalRate: c.MinTotalRate,
		Invited:          c.SellerScope.Kind == campaign.SelectedSellers && c.Admits(shop),
		RegistrationOpen: open, Status: c.StatusAt(now), Contact: c.Contact,
	}
}

// ListSellerCampaignsRequest lists My campaigns (feature B6).
type ListSellerCampaignsRequest struct {
	Status campaign.Status `query:"status,omitempty" json:"-" enum:"upcoming,ongoing,closed" doc:"Only this status"`
	Paging
}

// SellerCampaign is a campaign in which the seller has products.
type SellerCampaign struct {
	MarketCampaign
	Products     []CampaignProduct `json:"products" doc:"Newest first; the newest 99"`
	ProductCount int               `json:"productCount" doc:"Of all products"`
}

// CampaignProduct is a seller's product in a campaign, as its seller sees it.
type CampaignProduct struct {
	RegistrationID string              `json:"registrationId"`
	ProductID      string              `json:"productId"`
	ProductName    string              `json:"productName"`
	TotalRate      int                 `json:"totalCommissionRate" doc:"Basis points for agency and creator together"`
	Samples        int                 `json:"sampleQuantity"`
	Ordered        int                 `json:"samplesOrdered"`
	Stock          int                 `json:"stock"`
	Status         registration.Status `json:"status" enum:"pending,approved,ongoing,rejected,blocked,pending_closed,closed" doc:"An approved one is ongoing while the campaign runs"`
	Reason         string              `json:"reason,omitempty" doc:"Why the agency rejected it"`
	RegisteredAt   time.Time           `json:"registeredAt"`
}

// ProductForSeller is a product in a campaign as its seller sees it at a time.
func ProductForSeller(r registration.Registration, c campaign.Campaign, now time.Time) CampaignProduct {
	return CampaignProduct{
		RegistrationID: r.ID, ProductID: r.ProductID, ProductName: r.ProductName, TotalRate: r.TotalRate, Samples: r.Samples,
		Ordered: r.Ordered, Stock: r.Stock, Status: r.ShownAs(c, now), Reason: r.Reason, RegisteredAt: r.RegisteredAt,
	}
}

// The actions of the marketplace.
var (
	BrowseMarketplace = define[BrowseMarketplaceRequest, Page[MarketCampaign]](Action{
		Name: "browse-marketplace", Area: Campaigns, Features: "B5", Actors: seller,
		Summary: "Lists the campaigns that the seller may register products in now, those that close first first.",
		Method:  http.MethodGet, Path: "/v1/marketplace",
		Table: []Operation{Get, Query},
	})
	ListSellerCampaigns = define[ListSellerCampaignsRequest, Page[SellerCampaign]](Action{
		Name: "list-seller-campaigns", Area: Campaigns, Features: "B6", Actors: seller,
		Summary: "Lists the campaigns in which the seller has products, newest first, with the products in each.",
		Method:  http.MethodGet, Path: "/v1/my-campaigns",
		Table: []Operation{Get, Query},
	})
)
