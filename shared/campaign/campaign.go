// Package campaign holds the rules of a partner campaign: what an agency may create, who may see it, and what its
// periods make of its status (features B1-B5). Pure: no AWS, the time is a value.
package campaign

import (
	"slices"
	"strings"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// Limits of a campaign (feature B2).
const (
	MaxLength    = 360 * 24 * time.Hour
	MinTotalRate = 100  // basis points: 1%
	MaxTotalRate = 8000 // basis points: 80%
)

// Events of a campaign.
const (
	EventCreated     event.Type = "campaign.created"
	EventPublished   event.Type = "campaign.published"
	EventUnpublished event.Type = "campaign.unpublished"
	EventUpdated     event.Type = "campaign.updated"
)

// Faults of a campaign.
var (
	ErrNotFound        = fault.New(fault.NotFound, "campaign_not_found")
	ErrRegistration    = fault.New(fault.Conflict, "registration_closed")
	ErrCampaignOver    = fault.New(fault.Conflict, "campaign_closed")
	ErrAlreadyHasState = fault.New(fault.Conflict, "campaign_unchanged")
	ErrFixed           = fault.New(fault.Conflict, "campaign_fixed")
	ErrStale           = fault.New(fault.Conflict, "version_conflict")
)

// Campaign is a partner campaign of an agency. Rates are basis points, times UTC.
type Campaign struct {
	ID                 string      `json:"id"`
	AgencyID           string      `json:"agencyId"`
	AgencyName         string      `json:"agencyName"`
	AgencyMarket       string      `json:"agencyMarket"`
	TargetMarket       string      `json:"targetMarket"`
	Name               string      `json:"name"`
	Description        string      `json:"description"`
	RegistrationPeriod Period      `json:"registrationPeriod"`
	CampaignPeriod     Period      `json:"campaignPeriod"`
	SellerScope        SellerScope `json:"sellerScope"`
	MinTotalRate       int         `json:"minTotalCommissionRate"`
	Contact            Contact     `json:"contact"`
	Published          bool        `json:"published"`
	PublishedAt        *time.Time  `json:"publishedAt,omitempty"`
	CreatedAt          time.Time   `json:"createdAt"`
	Version            int         `json:"version"`
}

// Period is from Start up to, but not including, End.
type Period struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Equal reports whether two periods are the same, however their times are written.
func (p Period) Equal(other Period) bool {
	return p.Start.Equal(other.Start) && p.End.Equal(other.End)
}

// Contains reports whether t is in the period.
func (p Period) Contains(t time.Time) bool { return !t.Before(p.Start) && t.Before(p.End) }

// SellerScope says which sellers may register: all, or the shops listed.
type SellerScope struct {
	Kind      Scope    `json:"kind"`
	ShopCodes []string `json:"shopCodes,omitempty"`
}

// Scope is the kind of a SellerScope.
type Scope string

// The scopes.
const (
	AllSellers      Scope = "all"
	SelectedSellers Scope = "selected"
)

// Scopes are all of them.
var Scopes = []Scope{AllSellers, SelectedSellers}

// Contact is how sellers reach the agency.
type Contact struct {
	Email    string `json:"email"`
	WhatsApp string `json:"whatsApp,omitempty"`
}

// Status is derived from the periods and the publication (feature B4).
type Status string

// StatusReady: never published yet. Upcoming, ongoing and closed follow the campaign period, even while the campaign is taken
// back from the marketplace: products that are registered go on.
const (
	StatusReady    Status = "ready"
	StatusUpcoming Status = "upcoming"
	StatusOngoing  Status = "ongoing"
	StatusClosed   Status = "closed"
)

// Statuses are all of them, SellerStatuses those in which sellers find a campaign.
var (
	Statuses       = []Status{StatusReady, StatusUpcoming, StatusOngoing, StatusClosed}
	SellerStatuses = []Status{StatusUpcoming, StatusOngoing, StatusClosed}
)

// Markets are those in which TikTok Shop sells, ISO 3166-1 alpha-2.
var Markets = []string{"US", "GB", "IE", "DE", "FR", "IT", "ES", "MX", "BR", "JP", "ID", "MY", "PH", "SG", "TH", "VN"}

// StatusAt is the status at a time.
func (c Campaign) StatusAt(now time.Time) Status {
	switch {
	case !now.Before(c.CampaignPeriod.End):
		return StatusClosed
	case !c.EverPublished():
		return StatusReady
	case now.Before(c.CampaignPeriod.Start):
		return StatusUpcoming
	default:
		return StatusOngoing
	}
}

// CheckOpen answers ErrCampaignOver after the end of the campaign period. The campaign's products are closed from then on,
// by themselves (feature C5): nothing about them changes any more.
func (c Campaign) CheckOpen(now time.Time) error {
	if c.StatusAt(now) == StatusClosed {
		return ErrCampaignOver
	}
	return nil
}

// EverPublished reports whether sellers can have seen the campaign, now or before it was taken back.
func (c Campaign) EverPublished() bool { return c.Published || c.PublishedAt != nil }

// Identity is for event.Aggregate.
func (c Campaign) Identity() (string, int) { return c.ID, c.Version }

// State is for event.Aggregate: whether it is published.
func (c Campaign) State() string {
	if c.Published {
		return "published"
	}
	return "unpublished"
}

// Involved is for event.Aggregate.
func (c Campaign) Involved() event.Parties {
	return event.Parties{AgencyID: c.AgencyID, CampaignID: c.ID}
}

// Private is for event.Private: the contact may hold a phone number.
func (c Campaign) Private() []string { return []string{"contact"} }

// Create makes a campaign from a draft whose own fields have been checked, after checking what needs more than one
// field (feature B2). It answers fault.Invalid with one entry per bad field.
func Create(draft Campaign, now time.Time) (Campaign, error) {
	draft = draft.trimmed()
	var fields fault.Fields
	draft.Check(now, &fields)
	if err := fields.Err(); err != nil {
		return Campaign{}, err
	}
	draft.CreatedAt, draft.Version, draft.Published, draft.PublishedAt = now, 1, false, nil
	return draft, nil
}

// Check adds to fields what is wrong with a draft and needs more than one field. What rests on fields that are wrong already
// is left out.
func (c Campaign) Check(now time.Time, fields *fault.Fields) {
	c = c.trimmed()
	c.checkTexts(fields)
	c.checkPeriods(now, fields, chosen{registration: true, campaign: true})
	c.checkScope(fields)
}

func (c Campaign) trimmed() Campaign {
	c.Name, c.Description = strings.TrimSpace(c.Name), strings.TrimSpace(c.Description)
	return c
}

func (c Campaign) checkTexts(fields *fault.Fields) {
	fields.Check(c.Name != "", "name", "required/blank")
	fields.Check(c.Description != "", "description", "required/blank")
}

// chosen says which periods the caller has given: where two do not fit each other, the one that was given is named.
type chosen struct{ registration, campaign bool }

func (c Campaign) checkPeriods(now time.Time, fields *fault.Fields, by chosen) {
	registration, period := c.RegistrationPeriod, c.CampaignPeriod
	soundRegistration, soundPeriod := fields.Sound("registrationPeriod"), fields.Sound("campaignPeriod")
	starts, ends := fields.Sound("registrationPeriod.start", "campaignPeriod.start"), fields.Sound("campaignPeriod.end")
	switch {
	case !starts:
	case by.campaign:
		fields.Check(period.Start.Equal(registration.Start), "campaignPeriod.start", "starts_differ")
	default:
		fields.Check(period.Start.Equal(registration.Start), "registrationPeriod.start", "starts_differ/registration")
	}
	switch {
	case !soundPeriod:
	case !period.End.After(period.Start):
		fields.Add("campaignPeriod.end", "not_after_start")
	case period.End.Sub(period.Start) > MaxLength:
		fields.Add("campaignPeriod.end", "too_long/days")
	case !period.End.After(now):
		fields.Add("campaignPeriod.end", "in_the_past")
	}
	switch {
	case !soundRegistration:
	case !registration.End.After(registration.Start):
		fields.Add("registrationPeriod.end", "not_after_start")
	case ends && registration.End.After(period.End) && !by.registration:
		fields.Add("campaignPeriod.end", "before_registration")
	case ends && registration.End.After(period.End):
		fields.Add("registrationPeriod.end", "after_campaign")
	case !registration.End.After(now):
		fields.Add("registrationPeriod.end", "in_the_past")
	}
}

func (c Campaign) checkScope(fields *fault.Fields) {
	if !fields.Sound("sellerScope.kind") {
		return
	}
	switch codes := c.SellerScope.ShopCodes; c.SellerScope.Kind {
	case SelectedSellers:
		fields.Check(len(codes) > 0, "sellerScope.shopCodes", "required/shop_codes")
	case AllSellers:
		fields.Check(len(codes) == 0, "sellerScope.shopCodes", "not_allowed/scope_all")
	}
}

// SetPublished turns the toggle (feature B3). A campaign that is taken back is out of the marketplace and takes no new
// products; products that are registered, their links and samples go on, for sellers and creators rely on them.
func SetPublished(c Campaign, published bool, now time.Time) (Campaign, event.Type, error) {
	if c.Published == published {
		return c, "", ErrAlreadyHasState
	}
	if published && c.StatusAt(now) == StatusClosed {
		return c, "", ErrCampaignOver
	}
	c.Published = published
	c.Version++
	if published {
		if c.PublishedAt == nil {
			c.PublishedAt = &now
		}
		return c, EventPublished, nil
	}
	return c, EventUnpublished, nil
}

// Shop is where a seller sells: by its code on TikTok Shop, and in a market, ISO 3166-1 alpha-2.
type Shop struct {
	Code   string
	Market string
}

// Admits reports whether a shop is in the campaign's scope: every shop of the target market, or the ones invited.
func (c Campaign) Admits(shop Shop) bool {
	if c.SellerScope.Kind != SelectedSellers {
		return shop.Market == c.TargetMarket
	}
	return slices.Contains(c.SellerScope.ShopCodes, shop.Code)
}

// RegistrationStatus is whether a seller may register products.
type RegistrationStatus string

// The statuses.
const (
	RegistrationUpcoming RegistrationStatus = "upcoming"
	RegistrationOpen     RegistrationStatus = "open"
	RegistrationClosed   RegistrationStatus = "closed" // the period is over, or the campaign is not there for the seller any more
)

// RegistrationStatuses are all of them, ListedRegistrations those of campaigns in the marketplace.
var (
	RegistrationStatuses = []RegistrationStatus{RegistrationUpcoming, RegistrationOpen, RegistrationClosed}
	ListedRegistrations  = []RegistrationStatus{RegistrationOpen, RegistrationUpcoming}
)

// RegistrationFor says how registration stands for the seller of a shop at a time.
func (c Campaign) RegistrationFor(shop Shop, now time.Time) RegistrationStatus {
	switch {
	case c.CheckRegistrable(shop, now) == nil:
		return RegistrationOpen
	case c.Published && c.Admits(shop) && now.Before(c.RegistrationPeriod.Start):
		return RegistrationUpcoming
	}
	return RegistrationClosed
}

// CheckRegistrable says why a seller may not register a product now, or nil. A seller outside the scope, or one who
// looks before publication, gets ErrNotFound: the campaign does not exist for them.
func (c Campaign) CheckRegistrable(shop Shop, now time.Time) error {
	switch {
	case !c.Published, !c.Admits(shop):
		return ErrNotFound
	case !c.RegistrationPeriod.Contains(now):
		return ErrRegistration
	}
	return nil
}
