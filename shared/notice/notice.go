// Package notice says what an event means to whom (feature N1): which parties are told, and in which words. Pure: no AWS.
//
// A notice holds ids, and names of campaigns, products, agencies, shops and creators' handles; never personal data.
package notice

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// Notice is one entry of an inbox.
type Notice struct {
	ID      string     `json:"id"`
	Inbox   string     `json:"-"`
	Role    actor.Kind `json:"role"` // as what its recipient is told: it chooses the words
	Type    event.Type `json:"type"`
	Variant string     `json:"variant,omitempty"` // which words of several for the same type
	Subject string     `json:"subject"`
	About   About      `json:"about"`
	// Count is how many events of one bulk call the notice stands for; About is of the first of them then.
	Count int       `json:"count"`
	At    time.Time `json:"at"`
	Read  bool      `json:"read"`

	// Call is the bulk call whose events of this type the inbox hears of in one notice; empty for all others.
	Call string `json:"-"`
}

// About is what a notice is about: what its recipient needs to find it, and to read its words. What the recipient may not
// know is left out.
type About struct {
	SampleID       string `json:"sampleId,omitempty"`
	RequestID      string `json:"requestId,omitempty"`
	CampaignID     string `json:"campaignId,omitempty"`
	CampaignName   string `json:"campaignName,omitempty"`
	RegistrationID string `json:"registrationId,omitempty"`
	ProductID      string `json:"productId,omitempty"`
	ProductName    string `json:"productName,omitempty"`
	AgencyID       string `json:"agencyId,omitempty"`
	AgencyName     string `json:"agencyName,omitempty"`
	SellerID       string `json:"sellerId,omitempty"`
	SellerName     string `json:"sellerName,omitempty"`
	CreatorID      string `json:"creatorId,omitempty"`
	CreatorHandle  string `json:"creatorHandle,omitempty"`
	// Quantity is of samples that an agency asks for.
	Quantity string `json:"quantity,omitempty"`
	// ContentDueAt is of a sample, ExpiresAt of an authorization request.
	ContentDueAt *time.Time `json:"contentDueAt,omitempty"`
	ExpiresAt    *time.Time `json:"expiresAt,omitempty"`
}

// ErrNotFound is the answer where the inbox holds no such notice.
var ErrNotFound = fault.New(fault.NotFound, "notification_not_found")

// MostCounted is how many notices of an inbox are looked at to count the unread ones.
const MostCounted = 100

// ID is the id of the notice of an event that arrived in its inbox at a time.
func ID(arrived time.Time, eventID string) string {
	return fmt.Sprintf("%d-%s", arrived.UnixMilli(), eventID)
}

// ParseID gives the time and the event that an id was made of; it answers ErrNotFound to what is none.
func ParseID(id string) (arrived time.Time, eventID string, err error) {
	ms, eventID, found := strings.Cut(id, "-")
	n, err := strconv.ParseInt(ms, 10, 64)
	if err != nil || !found {
		return time.Time{}, "", ErrNotFound
	}
	return time.UnixMilli(n), eventID, nil
}

// Kind is what a notice is about: the noun of its event's type.
type Kind string

// The kinds.
const (
	OfOnboarding    Kind = "onboarding"
	OfCampaign      Kind = "campaign"
	OfRegistration  Kind = "registration"
	OfAuthorization Kind = "authorization"
	OfSample        Kind = "sample"
	OfRestriction   Kind = "restriction"
)

// Kinds are all of them.
var Kinds = []Kind{OfOnboarding, OfCampaign, OfRegistration, OfAuthorization, OfSample, OfRestriction}

// Kind is what the notice is about.
func (n Notice) Kind() Kind { return Kind(n.Type.Noun()) }

// Filter says which notices of an inbox are looked for. The zero value finds all.
type Filter struct {
	Kind       Kind
	CampaignID string
	Unread     bool
}

// Finds reports whether a notice is looked for.
func (f Filter) Finds(n Notice) bool {
	return (f.Kind == "" || n.Kind() == f.Kind) && (f.CampaignID == "" || n.About.CampaignID == f.CampaignID) && (!f.Unread || !n.Read)
}
