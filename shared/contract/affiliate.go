package contract

import (
	"net/http"
	"time"
)

// ListAffiliateOrdersRequest lists what the creator sold (feature D6).
type ListAffiliateOrdersRequest struct {
	Paging
}

// AffiliateOrder is an order that came of the creator's promotion. It names the campaign and the agency that lead it, and
// the creator's own commission, never the total.
type AffiliateOrder struct {
	OrderID        string    `json:"orderId"`
	OrderedAt      time.Time `json:"orderedAt"`
	RegistrationID string    `json:"registrationId"`
	ProductID      string    `json:"productId"`
	ProductName    string    `json:"productName"`
	Quantity       int       `json:"quantity"`
	Amount         Money     `json:"amount"`
	Commission     Money     `json:"commission" doc:"What the creator earns"`
	CampaignID     string    `json:"campaignId" doc:"The agency-led campaign that it comes from"`
	CampaignName   string    `json:"campaignName"`
	AgencyName     string    `json:"agencyName"`
}

// ListAffiliateOrders lists the orders of agency-led campaigns.
var ListAffiliateOrders = define[ListAffiliateOrdersRequest, Page[AffiliateOrder]](Action{
	Name: "list-affiliate-orders", Area: Creators, Features: "D6", Actors: creator,
	Summary: "Lists the creator's sales that come from agency-led campaigns, with the commission of each, newest first.",
	Method:  http.MethodGet, Path: "/v1/affiliate-orders",
	Table: []Operation{Get, QueryGSI2},
})
