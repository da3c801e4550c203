package contract

import (
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/registration"
)

// AgencyRegistration is a product in a campaign as the campaign's agency sees it. Rates are basis points. Answers to changes
// leave email and whatsApp out, as those of campaigns leave the contact out.
type AgencyRegistration struct {
	ID           string              `json:"id" example:"reg_01JD5W0G4Z8QX6T3M9V7K2B1CY_01JD5X3N6T2M8B7R5V9Q4C1HZK"`
	CampaignID   string              `json:"campaignId"`
	CampaignName string              `json:"campaignName"`
	AgencyID     string              `json:"agencyId"`
	AgencyName   string              `json:"agencyName"`
	SellerID     string              `json:"sellerId"`
	SellerName   string              `json:"sellerName"`
	ProductID    string              `json:"productId" doc:"TikTok Shop product id"`
	ProductName  string              `json:"productName"`
	ImageURL     string              `json:"imageUrl,omitempty" doc:"A picture of the product"`
	Price        *Money              `json:"price,omitempty" doc:"What buyers pay"`
	Category     string              `json:"category,omitempty"`
	TotalRate    int                 `json:"totalCommissionRate" doc:"Basis points for agency and creator together"`
	CreatorRate  *int                `json:"creatorCommissionRate,omitempty" doc:"Basis points; absent until the agency sets it"`
	Samples      int                 `json:"sampleQuantity" doc:"Samples the seller gives"`
	Ordered      int                 `json:"samplesOrdered" doc:"Samples ordered and not given back"`
	Stock        int                 `json:"stock" doc:"Units the seller has"`
	UnitCost     Money               `json:"unitCost"`
	Email        string              `json:"email,omitempty" doc:"How the agency reaches the seller; when it is read"`
	WhatsApp     string              `json:"whatsApp,omitempty"`
	Status       registration.Status `json:"status" doc:"An approved one is ongoing while the campaign runs"`
	Reason       string              `json:"reason,omitempty" doc:"Why the agency rejected it, or an operator released the product"`
	LinkCode     string              `json:"linkCode,omitempty"`
	Closure      *Closure            `json:"closure,omitempty" doc:"The seller's last wish to close it"`
	MoreSamples  *MoreSamples        `json:"sampleRequest,omitempty" doc:"The agency's last wish for more samples, until the seller gives more"`
	RegisteredAt time.Time           `json:"registeredAt" doc:"The last time, if it was registered again"`
	ReviewedAt   *time.Time          `json:"reviewedAt,omitempty"`
	Version      int                 `json:"version"`
}

// SellerRegistration is a product in a campaign as its seller sees it: how the agency splits the commission, and its links,
// are the agency's own.
type SellerRegistration struct {
	ID           string              `json:"id" example:"reg_01JD5W0G4Z8QX6T3M9V7K2B1CY_01JD5X3N6T2M8B7R5V9Q4C1HZK"`
	CampaignID   string              `json:"campaignId"`
	CampaignName string              `json:"campaignName"`
	AgencyID     string              `json:"agencyId"`
	AgencyName   string              `json:"agencyName"`
	SellerID     string              `json:"sellerId"`
	SellerName   string              `json:"sellerName"`
	ProductID    string              `json:"productId" doc:"TikTok Shop product id"`
	ProductName  string              `json:"productName"`
	ImageURL     string              `json:"imageUrl,omitempty" doc:"A picture of the product"`
	Price        *Money              `json:"price,omitempty" doc:"What buyers pay"`
	Category     string              `json:"category,omitempty"`
	TotalRate    int                 `json:"totalCommissionRate" doc:"Basis points for agency and creator together"`
	Samples      int                 `json:"sampleQuantity" doc:"Samples the seller gives"`
	Ordered      int                 `json:"samplesOrdered" doc:"Samples ordered and not given back"`
	Stock        int                 `json:"stock" doc:"Units the seller has"`
	UnitCost     Money               `json:"unitCost"`
	Email        string              `json:"email,omitempty" doc:"How the agency reaches the seller; when it is read"`
	WhatsApp     string              `json:"whatsApp,omitempty"`
	Status       registration.Status `json:"status" doc:"An approved one is ongoing while the campaign runs"`
	Reason       string              `json:"reason,omitempty" doc:"Why the agency rejected it, or an operator released the product"`
	Closure      *Closure            `json:"closure,omitempty" doc:"The seller's last wish to close it"`
	MoreSamples  *MoreSamples        `json:"sampleRequest,omitempty" doc:"The agency's last wish for more samples, until the seller gives more"`
	RegisteredAt time.Time           `json:"registeredAt" doc:"The last time, if it was registered again"`
	ReviewedAt   *time.Time          `json:"reviewedAt,omitempty"`
	Version      int                 `json:"version"`
}

// Closure is a seller's wish to close a product, and what the agency answered (feature C6).
type Closure struct {
	RequestedAt time.Time  `json:"requestedAt"`
	Reason      string     `json:"reason,omitempty" doc:"Why the seller wants to close it"`
	AnsweredAt  *time.Time `json:"answeredAt,omitempty"`
	Refusal     string     `json:"refusal,omitempty" doc:"Why the agency refused"`
}

// MoreSamples is an agency's wish for more samples (feature F4).
type MoreSamples struct {
	Quantity    int       `json:"quantity" doc:"How many more"`
	RequestedAt time.Time `json:"requestedAt"`
}

// RegistrationCounts says how many registrations are on each tab.
type RegistrationCounts struct {
	Pending       int `json:"pending"`
	Approved      int `json:"approved" doc:"Those ongoing, too"`
	Rejected      int `json:"rejected" doc:"Those that cannot be registered again, too"`
	PendingClosed int `json:"pendingClosed"`
	Closed        int `json:"closed"`
}

// AgencyRegistrationOf is a registration of a campaign as its agency sees it at a time.
func AgencyRegistrationOf(r registration.Registration, c campaign.Campaign, now time.Time) AgencyRegistration {
	return AgencyRegistration{
		ID: r.ID, CampaignID: r.CampaignID, CampaignName: c.Name, AgencyID: r.AgencyID, AgencyName: c.AgencyName, SellerID: r.SellerID, SellerName: r.SellerName,
		ProductID: r.ProductID, ProductName: r.ProductName, ImageURL: r.ImageURL, Price: (*Money)(r.Price), Category: r.Category, TotalRate: r.TotalRate, CreatorRate: r.CreatorRate, Samples: r.Samples,
		Ordered: r.Ordered, Stock: r.Stock, UnitCost: Money(r.UnitCost), Email: r.Email, WhatsApp: r.WhatsApp, Status: r.ShownAs(c, now),
		Reason: r.Reason, LinkCode: r.LinkCode, Closure: (*Closure)(r.Closure), MoreSamples: (*MoreSamples)(r.MoreSamples),
		RegisteredAt: r.RegisteredAt, ReviewedAt: r.ReviewedAt, Version: r.Version,
	}
}

// SellerRegistrationOf is a registration of a campaign as its seller sees it at a time.
func SellerRegistrationOf(r registration.Registration, c campaign.Campaign, now time.Time) SellerRegistration {
	return SellerRegistration{
		ID: r.ID, CampaignID: r.CampaignID, CampaignName: c.Name, AgencyID: r.AgencyID, AgencyName: c.AgencyName, SellerID: r.SellerID, SellerName: r.SellerName,
		ProductID: r.ProductID, ProductName: r.ProductName, ImageURL: r.ImageURL, Price: (*Money)(r.Price), Category: r.Category, TotalRate: r.TotalRate, Samples: r.Samples, Ordered: r.Ordered,
		Stock: r.Stock, UnitCost: Money(r.UnitCost), Email: r.Email, WhatsApp: r.WhatsApp, Status: r.ShownAs(c, now), Reason: r.Reason,
		Closure: (*Closure)(r.Closure), MoreSamples: (*MoreSamples)(r.MoreSamples), RegisteredAt: r.RegisteredAt,
		ReviewedAt: r.ReviewedAt, Version: r.Version,
	}
}

// AgencyRegistrationDetail is one product as its agency reads it by its id: with all that it looks at before it closes the product
// (feature C6). Who has it in the showcase is a list of its own.
type AgencyRegistrationDetail struct {
	View actor.Kind `json:"view" enum:"agency"`
	AgencyRegistration
	Available   int            `json:"samplesAvailable" doc:"How many samples can be ordered: min(stock, given - ordered)"`
	Performance Sold           `json:"performance" doc:"What was sold of it in the campaign"`
	Counts      *ProductCounts `json:"counts,omitempty" doc:"Where they are asked for"`
}

// ProductCounts says how many creators and samples a product has. They follow a change within seconds.
type ProductCounts struct {
	Creators int           `json:"creators" doc:"Who have it in their showcase: up to 1,000, which stands for as many or more"`
	Samples  TrackedCounts `json:"samples" doc:"Of the newest 100 samples of it, how many are on each tab of track-samples"`
}

// RegistrationCreator is a creator who has a product in the showcase, as the product's agency sees it (feature C6).
type RegistrationCreator struct {
	CreatorID      string    `json:"creatorId"`
	Handle         string    `json:"handle"`
	Followers      int       `json:"followers"`
	AddedAt        time.Time `json:"addedAt" doc:"When the product came into the showcase"`
	CommissionRate int       `json:"commissionRate" doc:"Basis points: what the creator was promised when the product was last added"`
	CreatorAuthorizationStatus
	SampleID string `json:"sampleId,omitempty" doc:"The sample of this product that the agency ordered for the creator, in this campaign or another"`
}

// SellerRegistrationDetail is one product as its seller reads it by its id.
type SellerRegistrationDetail struct {
	View actor.Kind `json:"view" enum:"seller"`
	SellerRegistration
}

// AgencyRegistrations is one page of a tab as the agency sees it, with the counts of all tabs.
type AgencyRegistrations struct {
	View actor.Kind `json:"view" enum:"agency"`
	Page[AgencyRegistration]
	Counts RegistrationCounts `json:"counts" doc:"How many registrations are on each tab"`
}

// SellerRegistrations is one page of a tab as a seller sees it: its own products alone.
type SellerRegistrations struct {
	View actor.Kind `json:"view" enum:"seller"`
	Page[SellerRegistration]
	Counts RegistrationCounts `json:"counts" doc:"How many of the seller's registrations are on each tab"`
}
