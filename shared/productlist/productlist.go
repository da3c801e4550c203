package productlist

import (
	"maps"
	"slices"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/id"
)

// Limits of product lists.
const (
	MaxProducts = 100  // in a list
	MaxLists    = 1000 // in a campaign
)

// Events of a product list.
const (
	EventCreated event.Type = "product_list.created"
	EventChanged event.Type = "product_list.changed"
	EventDeleted event.Type = "product_list.deleted"
)

// Faults of a product list.
var (
	ErrNotFound  = fault.New(fault.NotFound, "product_list_not_found")
	ErrTooMany   = fault.New(fault.Conflict, "too_many_product_lists")
	ErrFull      = fault.New(fault.Conflict, "product_list_full")
	ErrUnchanged = fault.New(fault.Conflict, "product_list_unchanged")
)

// List is a product list of a campaign.
type List struct {
	ID         string `json:"id"`
	CampaignID string `json:"campaignId"`
	AgencyID   string `json:"agencyId"`
	Name       string `json:"name"`
	// Rates are the creators' rates by the registrations' own parts: all are of the list's campaign, and a full list fits four
	// write units.
	Rates     map[string]int `json:"commissions"`
	LinkCode  string         `json:"linkCode"`
	CreatedAt time.Time      `json:"createdAt"`
	ChangedAt time.Time      `json:"changedAt"`
	DeletedAt *time.Time     `json:"deletedAt,omitempty"`
	Version   int            `json:"version"`
}

// Identity is for event.Aggregate.
func (l List) Identity() (string, int) { return l.ID, l.Version }

// State is for event.Aggregate.
func (l List) State() string {
	if l.DeletedAt != nil {
		return "deleted"
	}
	return "shared"
}

// Involved is for event.Aggregate.
func (l List) Involved() event.Parties {
	return event.Parties{AgencyID: l.AgencyID, CampaignID: l.CampaignID}
}

// RegistrationIDs are the list's products, oldest registration first.
func (l List) RegistrationIDs() []string { return RegistrationIDs(l.CampaignID, l.Rates) }

// RegistrationIDs are the registrations of a campaign that have rates, oldest first.
func RegistrationIDs(campaignID string, rates map[string]int) []string {
	out := slices.Sorted(maps.Keys(rates))
	for i, own := range out {
		out[i] = id.Within(id.Registration, campaignID, own)
	}
	return out
}

// Rate is the creators' rate of a product of the list, in basis points.
func (l List) Rate(registrationID string) int { return l.Rates[id.Own(registrationID)] }

// Delete ends a list. Its link leads nowhere from now on (feature D4).
func Delete(l List, now time.Time) List {
	l.DeletedAt, l.ChangedAt = &now, now
	l.Version++
	return l
}
