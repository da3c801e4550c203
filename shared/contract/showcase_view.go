package contract

import (
	"time"

	"samplepath/shared/showcase"
)

// AddedProduct is a product that the creator has just added to the showcase (feature D2).
type AddedProduct struct {
	ID             string    `json:"id" example:"shw_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	RegistrationID string    `json:"registrationId"`
	CampaignID     string    `json:"campaignId"`
	AgencyID       string    `json:"agencyId"`
	CreatorID      string    `json:"creatorId"`
	ProductID      string    `json:"productId"`
	ProductName    string    `json:"productName"`
	ListID         string    `json:"productListId,omitempty" doc:"The product list whose link it was added through"`
	CreatorRate    int       `json:"commissionRate" doc:"The creator's rate when it was added, in basis points"`
	TermsVersion   string    `json:"termsVersion"`
	AddedAt        time.Time `json:"addedAt"`
	Version        int       `json:"version"`
}

// AddedProductOf is an entry of a showcase as its creator sees it.
func AddedProductOf(e showcase.Entry) AddedProduct {
	return AddedProduct{
		ID: e.ID, RegistrationID: e.RegistrationID, CampaignID: e.CampaignID, AgencyID: e.AgencyID, CreatorID: e.CreatorID,
		ProductID: e.ProductID, ProductName: e.ProductName, ListID: e.ListID, CreatorRate: e.CreatorRate,
		TermsVersion: e.TermsVersion, AddedAt: e.AddedAt, Version: e.Version,
	}
}

// ShowcaseProduct is a product in the showcase as its creator finds it there (feature D5).
type ShowcaseProduct struct {
	AddedProduct
	CampaignName string `json:"campaignName"`
	AgencyName   string `json:"agencyName"`
	ImageURL     string `json:"imageUrl,omitempty" doc:"A picture of the product"`
	Price        *Money `json:"price,omitempty" doc:"What buyers pay"`
	Category     string `json:"category,omitempty"`
	SellerName   string `json:"sellerName"`
	Available    bool   `json:"available" doc:"Whether it still earns its commission: the product is not closed and the campaign runs"`
}

// OfferedProduct is a product behind a link, with the creator's rate, never the total (feature D1).
type OfferedProduct struct {
	RegistrationID string `json:"registrationId"`
	ProductID      string `json:"productId"`
	ProductName    string `json:"productName"`
	ImageURL       string `json:"imageUrl,omitempty" doc:"A picture of the product"`
	Price          *Money `json:"price,omitempty" doc:"What buyers pay"`
	Category       string `json:"category,omitempty"`
	SellerName     string `json:"sellerName"`
	CommissionRate int    `json:"commissionRate" doc:"What the creator earns, in basis points"`
	InShowcase     bool   `json:"inShowcase"`
	CurrentRate    *int   `json:"currentCommissionRate,omitempty" doc:"The best rate for this product in the showcase already, in basis points"`
	LowerRate      bool   `json:"lowerCommission" doc:"Adding it needs acceptLowerCommission"`
}

// OfferedProductOf is an offer as the creator sees it.
func OfferedProductOf(o showcase.Offer) OfferedProduct {
	return OfferedProduct{
		RegistrationID: o.RegistrationID, ProductID: o.ProductID, ProductName: o.ProductName, ImageURL: o.ImageURL, Price: (*Money)(o.Price),
		Category: o.Category, SellerName: o.SellerName, CommissionRate: o.CommissionRate, InShowcase: o.InShowcase,
		CurrentRate: o.CurrentRate, LowerRate: o.LowerRate,
	}
}

// OfferedProductsOf are offers as the creator sees them.
func OfferedProductsOf(offers []showcase.Offer) []OfferedProduct {
	out := make([]OfferedProduct, 0, len(offers))
	for _, offer := range offers {
		out = append(out, OfferedProductOf(offer))
	}
	return out
}
