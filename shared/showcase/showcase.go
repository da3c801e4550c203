// Package showcase holds the rules of what a creator promotes: agreeing to the terms, adding and removing products, and
// the warning when a rate goes down (features D1-D5). Pure: no AWS, the time is a value.
//
// A product may be in a showcase once for each campaign it is in. An entry has the rate of the link it was last added
// through: adding it again through a better link raises the rate, through a worse one it needs the same confirmation as
// any lower rate.
package showcase

import (
	"slices"
	"strings"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/terms"
)

// MaxEntries is how many products a showcase holds.
const MaxEntries = 1000

// Events of a showcase entry.
const (
	EventAdded    event.Type = "showcase.added"
	EventRepriced event.Type = "showcase.repriced" // added again through a link with another rate
	EventRemoved  event.Type = "showcase.removed"
)

// Faults of a showcase.
var (
	ErrLinkNotFound   = fault.New(fault.NotFound, "product_list_not_found/link")
	ErrNoProducts     = fault.New(fault.Conflict, "no_available_products")
	ErrEmptyList      = fault.New(fault.Conflict, "product_list_empty")
	ErrTerms          = fault.New(fault.Conflict, "terms_outdated")
	ErrAlreadyAdded   = fault.New(fault.Conflict, "already_in_showcase")
	ErrLowerRate      = fault.New(fault.Conflict, "commission_lower")
	ErrNotBehindLink  = fault.New(fault.NotFound, "product_not_found")
	ErrNotInShowcase  = fault.New(fault.Conflict, "not_in_showcase")
	ErrGone           = fault.New(fault.Conflict, "not_in_showcase/product")
	ErrTooManyEntries = fault.New(fault.Conflict, "showcase_full")
)

// Entry is a product of a campaign in a creator's showcase.
type Entry struct {
	ID             string     `json:"id"`
	RegistrationID string     `json:"registrationId"`
	CampaignID     string     `json:"campaignId"`
	AgencyID       string     `json:"agencyId"`
	CreatorID      string     `json:"creatorId"`
	ProductID      string     `json:"productId"`
	ProductName    string     `json:"productName"`
	ListID         string     `json:"productListId,omitempty"`
	CreatorRate    int        `json:"commissionRate"`
	TermsVersion   string     `json:"termsVersion"`
	AddedAt        time.Time  `json:"addedAt"`
	RemovedAt      *time.Time `json:"removedAt,omitempty"`
	Version        int        `json:"version"`
}

// Creator is who a creator is to an agency: what the platform tells of it, and no personal data beyond the handle.
type Creator struct {
	ID        string `json:"creatorId"`
	Handle    string `json:"handle"`
	Followers int    `json:"followers"`
}

// Searchable is a handle as it is sorted and searched by its beginning (feature E1): without the @ and without case.
func Searchable(handle string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(handle), "@"))
}

// Begins reports whether a creator's handle begins as told.
func (c Creator) Begins(handle string) bool {
	return strings.HasPrefix(Searchable(c.Handle), Searchable(handle))
}

// Identity is for event.Aggregate. Each stay of a product in a showcase is a subject of its own, with a timeline from its
// addition to its removal.
func (e Entry) Identity() (string, int) { return e.ID, e.Version }

// State is for event.Aggregate.
func (e Entry) State() string {
	if e.RemovedAt != nil {
		return "removed"
	}
	return "in_showcase"
}

// Involved is for event.Aggregate.
func (e Entry) Involved() event.Parties {
	return event.Parties{AgencyID: e.AgencyID, CreatorID: e.CreatorID, CampaignID: e.CampaignID, RegistrationID: e.RegistrationID}
}

// Offer is a product as a creator sees it behind a link: with the creator's rate, never the total (feature D1).
type Offer struct {
	RegistrationID string              `json:"registrationId"`
	ProductID      string              `json:"productId"`
	ProductName    string              `json:"productName"`
	ImageURL       string              `json:"imageUrl,omitempty"`
	Price          *registration.Money `json:"price,omitempty"`
	Category       string              `json:"category,omitempty"`
	SellerName     string              `json:"sellerName"`
	CommissionRate int                 `json:"commissionRate"`
	InShowcase     bool                `json:"inShowcase"`
	CurrentRate    *int                `json:"currentCommissionRate,omitempty"`
	LowerRate      bool                `json:"lowerCommission"`
}

// OfferOf shows a product, at the rate of the link, to a creator who has the given entries in the showcase (feature D3):
// what it is compared with counts every campaign that the product is in.
func OfferOf(r registration.Registration, entries []Entry) Offer {
	offer := Offer{RegistrationID: r.ID, ProductID: r.ProductID, ProductName: r.ProductName, ImageURL: r.ImageURL, Price: r.Price, Category: r.Category, SellerName: r.SellerName, CommissionRate: *r.CreatorRate}
	for _, entry := range entries {
		if entry.ProductID != r.ProductID {
			continue
		}
		offer.InShowcase = offer.InShowcase || entry.RegistrationID == r.ID
		if offer.CurrentRate == nil || entry.CreatorRate > *offer.CurrentRate {
			offer.CurrentRate = &entry.CreatorRate
		}
	}
	offer.LowerRate = offer.CurrentRate != nil && *offer.CurrentRate > offer.CommissionRate
	return offer
}

// Available reports whether creators may see and add a product of a campaign now: it is approved, has a commission, and
// the campaign is published and running.
func Available(c campaign.Campaign, r registration.Registration, now time.Time) bool {
	return c.StatusAt(now) == campaign.StatusOngoing && r.Linkable() == nil
}

// Unavailable says why none of the products behind a link can be seen or added now (feature D4): the campaign is over, the
// list is empty, all of its products are closed, or they are not available yet, with the campaign's beginning where that is
// what they wait for.
func Unavailable(c campaign.Campaign, products []registration.Registration, now time.Time) error {
	closed := 0
	for _, r := range products {
		if r.Status == registration.StatusClosed {
			closed++
		}
	}
	switch {
	case c.CheckOpen(now) != nil:
		return c.CheckOpen(now)
	case len(products) == 0:
		return ErrEmptyList
	case closed == len(products):
		return registration.ErrClosed
	case now.Before(c.CampaignPeriod.Start):
		return ErrNoProducts.With("availableFrom", c.CampaignPeriod.Start)
	}
	return ErrNoProducts
}

// Promotable reports whether an entry still earns its commission.
func (e Entry) Promotable(c campaign.Campaign, r registration.Registration, now time.Time) bool {
	r.CreatorRate = &e.CreatorRate
	return Available(c, r, now)
}

// Find gives the entry of a product of a campaign.
func Find(entries []Entry, registrationID string) (Entry, bool) {
	at := slices.IndexFunc(entries, func(e Entry) bool { return e.RegistrationID == registrationID })
	if at < 0 {
		return Entry{}, false
	}
	return entries[at], true
}

// Add puts a product into a creator's showcase, as the entry of that id, or gives the entry that is there already the rate of this link
// (features D2, D3). It answers what Unavailable says, ErrLowerRate, or ErrAlreadyAdded where nothing would change.
func Add(id string, c campaign.Campaign, r registration.Registration, creatorID string, entries []Entry, acceptLower bool, now time.Time) (Entry, error) {
	if !Available(c, r, now) {
		return Entry{}, Unavailable(c, []registration.Registration{r}, now)
	}
	entry, there := Find(entries, r.ID)
	switch offer := OfferOf(r, entries); {
	case there && entry.CreatorRate == *r.CreatorRate:
		return Entry{}, ErrAlreadyAdded
	case offer.LowerRate && !acceptLower:
		return Entry{}, ErrLowerRate.With("currentCommissionRate", *offer.CurrentRate)
	case there:
		entry.CreatorRate, entry.TermsVersion = *r.CreatorRate, terms.Current
		entry.Version++
		return entry, nil
	}
	return Entry{
		ID: id, RegistrationID: r.ID, CampaignID: c.ID, AgencyID: c.AgencyID, CreatorID: creatorID,
		ProductID: r.ProductID, ProductName: r.ProductName, CreatorRate: *r.CreatorRate,
		TermsVersion: terms.Current, AddedAt: now, Version: 1,
	}, nil
}

// Remove takes an entry out of the showcase (feature D5). Samples under way go on.
func Remove(e Entry, now time.Time) Entry {
	e.RemovedAt = &now
	e.Version++
	return e
}
