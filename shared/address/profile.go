package address

import (
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// EventChanged is a new address for all agencies. One for a single agency is that authorization's event.
const EventChanged event.Type = "address.changed"

// ErrNotFound is the answer where a creator has given no address yet.
var ErrNotFound = fault.New(fault.NotFound, "address_not_found")

// Scope is whose samples go to an address (feature E4).
type Scope string

// The scopes.
const (
	ThisAgency  Scope = "agency"
	AllAgencies Scope = "all"
)

// Scopes are all of them.
var Scopes = []Scope{ThisAgency, AllAgencies}

// Profile is what a creator keeps for all agencies: the address for all, and where that is.
type Profile struct {
	CreatorID   string                     `json:"creatorId"`
	AddressID   string                     `json:"addressId"`
	Destination *authorization.Destination `json:"destination,omitempty"`
	Version     int                        `json:"version"`
}

// Identity is for event.Aggregate.
func (p Profile) Identity() (string, int) { return p.CreatorID, p.Version }

// State is for event.Aggregate.
func (p Profile) State() string { return "current" }

// Involved is for event.Aggregate.
func (p Profile) Involved() event.Parties { return event.Parties{CreatorID: p.CreatorID} }

// Private is for event.Private: where a creator lives stays out of events.
func (p Profile) Private() []string { return []string{"destination"} }

// SetForAll makes an address the one that samples of every agency go to from now on (feature E4).
func SetForAll(p Profile, creatorID, addressID string, to authorization.Destination) Profile {
	return Profile{CreatorID: creatorID, AddressID: addressID, Destination: &to, Version: p.Version + 1}
}

// Accept answers yes to a request with the address for all agencies (features E3, E4). It answers a
// fault of the field address where there is none, and what authorization.Accept does.
func (p Profile) Accept(a authorization.Authorization, agreed int, now time.Time) (authorization.Authorization, error) {
	if p.AddressID == "" {
		return a, errNotKept()
	}
	return authorization.Accept(a, p.AddressID, *p.Destination, agreed, now)
}

// errNotKept is the answer to who accepts without an address and keeps none for all agencies.
func errNotKept() error {
	var fields fault.Fields
	fields.Add("address", "required/no_address_yet")
	return fields.Err()
}

// For is an authorization with the address that holds for its agency now: the agency's own or the one for all agencies,
// whichever was given later. Address ids sort by the time they were made at. Without a yes there is none.
func (p Profile) For(a authorization.Authorization) authorization.Authorization {
	if a.Status == authorization.StatusAuthorized && p.AddressID > a.AddressID {
		a.AddressID, a.Destination = p.AddressID, p.Destination
	}
	return a
}
