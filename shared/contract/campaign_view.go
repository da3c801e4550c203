package contract

import (
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/registration"
)

// AgencyCampaign is a campaign as its agency sees it. Answers that are kept for
// repetitions of the request leave the contact out: they hold no personal data.
type AgencyCampaign struct {
	ID                 string           `json:"id" example:"cmp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	AgencyID           string           `json:"agencyId"`
	AgencyName         string           `json:"agencyName" doc:"Shown to sellers as the partner"`
	AgencyMarket       string           `json:"agencyMarket,omitempty" doc:"Where the agency is at home, as its account says: it is a local agency for the sellers there, and without it for nobody" example:"US"`
	TargetMarket       string           `json:"targetMarket" example:"US"`
	Name               string           `json:"name"`
	Description        string           `json:"description"`
	RegistrationPeriod Period           `json:"registrationPeriod"`
	CampaignPeriod     Period           `json:"campaignPeriod"`
	SellerScope        SellerScope      `json:"sellerScope"`
	MinTotalRate       int              `json:"minTotalCommissionRate" doc:"Basis points"`
	Contact            *CampaignContact `json:"contact,omitempty" doc:"When it is read or edited"`
	Published          bool             `json:"published"`
	PublishedAt        *time.Time       `json:"publishedAt,omitempty" doc:"First publication: since then the terms are fixed"`
	CreatedAt          time.Time        `json:"createdAt"`
	Status             campaign.Status  `json:"status" doc:"Derived from the periods and the publication"`
	Version            int              `json:"version"`
}

// AgencyCampaignOf is a campaign as its agency sees it at a time.
func AgencyCampaignOf(c campaign.Campaign, now time.Time) AgencyCampaign {
	return AgencyCampaign{
		ID: c.ID, AgencyID: c.AgencyID, AgencyName: c.AgencyName, AgencyMarket: c.AgencyMarket, TargetMarket: c.TargetMarket,
		Name: c.Name, Description: c.Description, RegistrationPeriod: Period(c.RegistrationPeriod),
		CampaignPeriod: Period(c.CampaignPeriod), SellerScope: SellerScope(c.SellerScope), MinTotalRate: c.MinTotalRate,
		Contact: (*CampaignContact)(&c.Contact), Published: c.Published, PublishedAt: c.PublishedAt, CreatedAt: c.CreatedAt,
		Status: c.StatusAt(now), Version: c.Version,
	}
}

// WithoutContact is c as it is kept for repetitions of a request.
func (c AgencyCampaign) WithoutContact() AgencyCampaign {
	c.Contact = nil
	return c
}

// SellerCampaign is a campaign as sellers see it: nothing of other sellers, nor of creators.
type SellerCampaign struct {
	ID                 string                      `json:"id" example:"cmp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	Partner            Partner                     `json:"partner"`
	TargetMarket       string                      `json:"targetMarket" example:"US"`
	Name               string                      `json:"name"`
	Message            string                      `json:"message" doc:"What the partner says about the collaboration"`
	RegistrationPeriod Period                      `json:"registrationPeriod"`
	CampaignPeriod     Period                      `json:"campaignPeriod"`
	MinTotalRate       int                         `json:"minTotalCommissionRate" doc:"Basis points"`
	Invited            bool                        `json:"invited" doc:"The campaign is for invited shops, and yours is one"`
	RegistrationStatus campaign.RegistrationStatus `json:"registrationStatus" doc:"open: you may register products now; closed also where the campaign is not there for your shop any more"`
	Status             campaign.Status             `json:"status" doc:"Never ready: sellers see campaigns that were published"`
	Contact            CampaignContact             `json:"contact" doc:"How to reach the partner"`
}

// Partner is the agency behind a campaign.
type Partner struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Market string `json:"market,omitempty" doc:"Where it is at home"`
}

// SellerCampaignOf is a campaign as the seller of that shop sees it at a time.
func SellerCampaignOf(c campaign.Campaign, shop campaign.Shop, now time.Time) SellerCampaign {
	return SellerCampaign{
		ID: c.ID, Partner: Partner{c.AgencyID, c.AgencyName, c.AgencyMarket}, TargetMarket: c.TargetMarket, Name: c.Name,
		Message: c.Description, RegistrationPeriod: Period(c.RegistrationPeriod), CampaignPeriod: Period(c.CampaignPeriod),
		MinTotalRate: c.MinTotalRate, Invited: c.SellerScope.Kind == campaign.SelectedSellers && c.Admits(shop),
		RegistrationStatus: c.RegistrationFor(shop, now), Status: c.StatusAt(now), Contact: CampaignContact(c.Contact),
	}
}

// AgencyCampaignDetail is one campaign as its agency reads it by its id (feature B4).
type AgencyCampaignDetail struct {
	View actor.Kind `json:"view" enum:"agency"`
	AgencyCampaign
}

// SellerCampaignDetail is one campaign as a seller reads it by its id (feature B5).
type SellerCampaignDetail struct {
	View actor.Kind `json:"view" enum:"seller"`
	SellerCampaign
}

// MyCampaign is a campaign in which the seller has products (feature B6).
type MyCampaign struct {
	SellerCampaign
	Products     []CampaignProduct `json:"products" doc:"Newest first; the newest 99"`
	ProductCount int               `json:"productCount" doc:"Of all products"`
}

// CampaignProduct is a seller's product in a campaign, as its seller sees it.
type CampaignProduct struct {
	RegistrationID string              `json:"registrationId"`
	ProductID      string              `json:"productId"`
	ProductName    string              `json:"productName"`
	ImageURL       string              `json:"imageUrl,omitempty" doc:"A picture of the product"`
	Price          *Money              `json:"price,omitempty" doc:"What buyers pay"`
	Category       string              `json:"category,omitempty"`
	TotalRate      int                 `json:"totalCommissionRate" doc:"Basis points for agency and creator together"`
	Samples        int                 `json:"sampleQuantity"`
	Ordered        int                 `json:"samplesOrdered"`
	Stock          int                 `json:"stock"`
	Status         registration.Status `json:"status" doc:"An approved one is ongoing while the campaign runs"`
	Reason         string              `json:"reason,omitempty" doc:"Why the agency rejected it"`
	RegisteredAt   time.Time           `json:"registeredAt"`
}

// CampaignProductOf is a product in a campaign as its seller sees it at a time.
func CampaignProductOf(r registration.Registration, c campaign.Campaign, now time.Time) CampaignProduct {
	return CampaignProduct{
		RegistrationID: r.ID, ProductID: r.ProductID, ProductName: r.ProductName, ImageURL: r.ImageURL,
		Price: (*Money)(r.Price), Category: r.Category, TotalRate: r.TotalRate, Samples: r.Samples,
		Ordered: r.Ordered, Stock: r.Stock, Status: r.ShownAs(c, now), Reason: r.Reason, RegisteredAt: r.RegisteredAt,
	}
}
