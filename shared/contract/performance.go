package contract

import (
	"cmp"
	"net/http"
	"strconv"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
)

// PerformanceRequest asks what a seller's products sold in a campaign (feature C11).
type PerformanceRequest struct {
	CampaignID string `path:"campaignId" json:"-" format:"cmp"`
	Paging
}

// Performance is one page of the products that were ever live, closed ones included, and the sum of them all. It tells
// nothing of creators.
type Performance struct {
	Page[ProductPerformance]
	Totals PerformanceTotals `json:"totals" doc:"Of all the seller's products in the campaign, not of this page alone"`
}

// PerformanceTotals sums up a seller's products.
type PerformanceTotals struct {
	Products int `json:"products"`
	Sold
}

// ProductPerformance is what one product sold.
type ProductPerformance struct {
	RegistrationID string              `json:"registrationId"`
	ProductID      string              `json:"productId"`
	ProductName    string              `json:"productName"`
	Status         registration.Status `json:"status"`
	Sold
}

// Sold sums up orders.
type Sold struct {
	Orders     int   `json:"orders"`
	Quantity   int   `json:"quantity" doc:"Units sold"`
	Sales      Money `json:"sales"`
	Commission Money `json:"commission" doc:"What the seller pays in total"`
}

// SoldOf shows the sums of some orders, in minor units of a currency; unsold names it while there is no order.
func SoldOf(orders, quantity int, amount, commission int64, currency, unsold string) Sold {
	currency = cmp.Or(currency, unsold)
	return Sold{Orders: orders, Quantity: quantity, Sales: Money{Amount: amount, Currency: currency}, Commission: Money{Amount: commission, Currency: currency}}
}

// ExportOrdersRequest asks for the orders of a seller's products in a campaign (feature C11).
type ExportOrdersRequest struct {
	CampaignID string `path:"campaignId" json:"-" format:"cmp"`
	Export
}

// SellerOrder is an order as the product's seller sees it: nothing of the creator.
type SellerOrder struct {
	OrderID        string    `json:"orderId"`
	RegistrationID string    `json:"registrationId"`
	ProductID      string    `json:"productId"`
	ProductName    string    `json:"productName"`
	OrderedAt      time.Time `json:"orderedAt"`
	Quantity       int       `json:"quantity"`
	Amount         Money     `json:"amount"`
	Commission     Money     `json:"commission" doc:"What the seller pays in total"`
}

// SellerOrders is one page of orders, as JSON or CSV.
type SellerOrders struct {
	Page[SellerOrder]
}

// Columns is for Sheet. Amounts are minor units.
func (SellerOrders) Columns() []string {
	return []string{"orderId", "registrationId", "productId", "productName", "orderedAt", "quantity", "amount", "commission", "currency"}
}

// Records is for Sheet.
func (l SellerOrders) Records() [][]string {
	out := make([][]string, 0, len(l.Items))
	for _, o := range l.Items {
		out = append(out, []string{
			o.OrderID, o.RegistrationID, o.ProductID, o.ProductName, o.OrderedAt.Format(time.RFC3339Nano), strconv.Itoa(o.Quantity),
			strconv.FormatInt(o.Amount.Amount, 10), strconv.FormatInt(o.Commission.Amount, 10), o.Amount.Currency,
		})
	}
	return out
}

// The actions of a seller's performance.
var (
	GetPerformance = define[PerformanceRequest, Performance](Action{
		Name: "get-performance", Area: Campaigns, Features: "C11", Actors: seller,
		Summary: "Shows what a seller's products sold in a campaign, product by product, closed ones included.",
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}/performance",
		Table:  []Operation{Get, QueryGSI1},
		Errors: []*fault.Error{campaign.ErrNotFound},
	})
	ExportOrders = define[ExportOrdersRequest, SellerOrders](Action{
		Name: "export-orders", Area: Campaigns, Features: "C11", Actors: seller,
		Summary: "Exports the orders of a seller's products in a campaign oldest first: a page as JSON, or all of them as a CSV file.",
		Method:  http.MethodGet, Path: "/v1/campaigns/{campaignId}/orders",
		Table:  []Operation{Get, QueryGSI1},
		Errors: []*fault.Error{campaign.ErrNotFound},
	})
)
