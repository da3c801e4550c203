// Package sample holds the rules of one sample, from the order to the outcome (features F, H, I). What may happen in
// which status is a table (Moves); every move is a function that takes a sample and gives the next one. Pure: no AWS,
// the time is a value.
package sample

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/id"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
)

// Status is where a sample stands.
type Status string

// The statuses, in the order of a sample's life.
const (
	// StatusAwaitingAuthorization is a sample that was ordered before its creator authorized the agency (feature F9).
	StatusAwaitingAuthorization Status = "awaiting_authorization"

	StatusReadyToShip Status = "ready_to_ship"
	StatusShipped     Status = "shipped"
	StatusDelivered   Status = "delivered"
	StatusReceived    Status = "received" // the creator confirmed the receipt
	StatusPosted      Status = "posted"
	// StatusDeliveryException is a parcel that the carrier could not deliver, returns, or has lost (feature H5).
	StatusDeliveryException Status = "delivery_exception"
	// StatusProblemReported is a parcel that the creator misses, or found damaged or wrong (feature H6).
	StatusProblemReported Status = "problem_reported"

	StatusCompleted Status = "completed" // posted, and the outcome recorded
	StatusCancelled Status = "cancelled" // before the dispatch
	StatusLost      Status = "lost"      // never delivered
	StatusMissed    Status = "missed"    // delivered, and no content in time
	// StatusWrittenOff is a sample that its agency closed after an exception (feature H7), or that the platform cancelled after
	// it had left (feature H8).
	StatusWrittenOff Status = "written_off"
)

// Statuses are all of them.
var Statuses = []Status{
	StatusAwaitingAuthorization, StatusReadyToShip, StatusShipped, StatusDelivered, StatusReceived, StatusDeliveryException, StatusProblemReported,
	StatusPosted, StatusCompleted, StatusCancelled, StatusLost, StatusMissed, StatusWrittenOff,
}

// Content is the tab of the tracking page that a sample is on (feature I4).
type TrackingTab string

// The tabs.
const (
	NotYetPosted TrackingTab = "not_yet_posted"
	HasPosted    TrackingTab = "posted"
	Closed       TrackingTab = "closed"
)

// TrackingTabs are all of them.
var TrackingTabs = []TrackingTab{NotYetPosted, HasPosted, Closed}

// Condition is how a creator found a sample (feature H6).
type Condition string

// The conditions.
const (
	Intact     Condition = "intact"
	DamagedBox Condition = "damaged_box" // the product is fine
)

// Conditions are all of them.
var Conditions = []Condition{Intact, DamagedBox}

// Sample is one product on its way to one creator. Times are UTC.
type Sample struct {
	ID             string       `json:"id"`
	RegistrationID string       `json:"registrationId"`
	AgencyID       string       `json:"agencyId"`
	SellerID       string       `json:"sellerId"`
	CreatorID      string       `json:"creatorId"`
	CreatorHandle  string       `json:"creatorHandle"`
	ProductID      string       `json:"productId"`
	ProductName    string       `json:"productName"`
	Variant        string       `json:"variant,omitempty"`
	AddressID      string       `json:"addressId,omitempty"`
	RequestID      string       `json:"requestId,omitempty"`
	Held           policy.Held  `json:"policy,omitempty"`       // that held when it was ordered
	Agreed         int          `json:"agreedPolicy,omitempty"` // version that the creator agreed to, where that is another
	Repeats        string       `json:"repeats,omitempty"`      // the earlier sample of the product, where this is sent in spite of it
	RepeatReason   string       `json:"repeatReason,omitempty"`
	ReviewNote     string       `json:"reviewNote,omitempty"` // of who looked at the sample without content before this one
	Status         Status       `json:"status"`
	Reason         string       `json:"reason,omitempty"`
	OrderedAt      time.Time    `json:"orderedAt"`
	AuthorizedAt   *time.Time   `json:"authorizedAt,omitempty"`
	Shipment       *Shipment    `json:"shipment,omitempty"`
	DeliveredAt    *time.Time   `json:"deliveredAt,omitempty"`
	ReceivedAt     *time.Time   `json:"receivedAt,omitempty"`
	Condition      Condition    `json:"condition,omitempty"`
	ContentDueAt   *time.Time   `json:"contentDueAt,omitempty"`
	Content        []Content    `json:"content,omitempty"`
	ApplicationID  string       `json:"platformApplicationId,omitempty"`
	Exception      *Exception   `json:"exception,omitempty"`
	Reships        int          `json:"reships,omitempty"`
	ReshippedAt    *time.Time   `json:"reshippedAt,omitempty"`
	Extension      *Extension   `json:"extension,omitempty"`
	Extensions     int          `json:"extensions,omitempty"`
	Outcome        *Outcome     `json:"outcome,omitempty"`
	Excuse         Excuse       `json:"excuse,omitempty"`
	LastReminder   ReminderKind `json:"lastReminder,omitempty"`
	RemindedAfter  int          `json:"remindedAfterExtensions,omitempty"`
	NextReminderAt *time.Time   `json:"nextReminderAt,omitempty"`
	Restarts       int          `json:"restarts,omitempty"`
	Recovery       *Recovery    `json:"recovery,omitempty"`
	Version        int          `json:"version"`
}

// Shipment is one attempt to bring a sample to its creator (feature H2).
type Shipment struct {
	AttemptNumber  int                `json:"number"` // short, as stored: a sample fits a write unit
	Carrier        string             `json:"carrier"`
	ServiceLevel   string             `json:"serviceLevel,omitempty"`
	TrackingNumber string             `json:"trackingNumber"`
	Cost           registration.Money `json:"cost"`
	LabelledAt     time.Time          `json:"labelledAt"`
	DispatchedAt   *time.Time         `json:"dispatchedAt,omitempty"`
	Warehouse      string             `json:"warehouse,omitempty"`
	PackedItems    []string           `json:"packedItems,omitempty"`
	CarrierStatus  string             `json:"carrierStatus,omitempty"`
	CarrierAt      *time.Time         `json:"carrierStatusAt,omitempty"`
	Failed         ExceptionKind      `json:"failed,omitempty"`
}

// Policy is the policy that held when the sample was ordered: what rules use of it. No later version moves a deadline.
func (s Sample) Policy() policy.Policy { return s.Held.Policy() }

// AgreedPolicy is the version of the policy to which the creator has agreed, 0 before that (feature K2).
func (s Sample) AgreedPolicy() int {
	if s.AddressID == "" {
		return 0
	}
	return cmp.Or(s.Agreed, s.Policy().Version)
}

// Identity is for event.Aggregate.
func (s Sample) Identity() (string, int) { return s.ID, s.Version }

// State is for event.Aggregate.
func (s Sample) State() string { return string(s.Status) }

// CampaignID is the campaign of the sample's product, which the product's id names: it is not stored again.
func (s Sample) CampaignID() string { return id.Owner(s.RegistrationID) }

// Involved is for event.Aggregate.
func (s Sample) Involved() event.Parties {
	return event.Parties{
		AgencyID: s.AgencyID, SellerID: s.SellerID, CreatorID: s.CreatorID,
		CampaignID: s.CampaignID(), RegistrationID: s.RegistrationID,
	}
}

// CheckParty answers ErrNotFound to who has no part in the sample. The seller has one once the sample comes into its queue:
// whether a creator authorizes an agency is between the two (features C11, F9).
func (s Sample) CheckParty(id string) error {
	queued := s.RequestID == "" || s.AuthorizedAt != nil
	if id == s.AgencyID || id == s.CreatorID || id == s.SellerID && queued {
		return nil
	}
	return ErrNotFound
}

// Content is the tab that the sample is on.
func (s Sample) TrackingTab() TrackingTab {
	switch s.Status {
	case StatusPosted, StatusCompleted:
		return HasPosted
	case StatusCancelled, StatusLost, StatusMissed, StatusWrittenOff:
		return Closed
	case StatusAwaitingAuthorization, StatusReadyToShip, StatusShipped, StatusDelivered, StatusReceived, StatusDeliveryException, StatusProblemReported:
	}
	return NotYetPosted
}

// Rank orders the statuses by progress: a carrier's event never lowers it (feature H3).
func (s Status) Rank() int {
	switch s {
	case StatusAwaitingAuthorization:
		return 1
	case StatusReadyToShip:
		return 2
	case StatusShipped, StatusDeliveryException:
		return 3
	case StatusDelivered:
		return 4
	case StatusReceived, StatusProblemReported:
		return 5
	case StatusPosted:
		return 6
	case StatusCompleted:
		return 7
	case StatusCancelled, StatusLost, StatusMissed, StatusWrittenOff:
		return 8
	}
	return 0
}

// Final reports whether nothing more happens to a sample in this status.
func (s Status) Final() bool { return s.Rank() >= StatusCompleted.Rank() }

// Event types of a sample.
const (
	EventOrdered    event.Type = "sample.ordered"
	EventLabelled   event.Type = "sample.labelled"
	EventDispatched event.Type = "sample.dispatched"
	EventCarrier    event.Type = "sample.carrier_reported" // news of the carrier that moves no status
	EventShipped    event.Type = "sample.shipped"          // the carrier has it before the seller said so
	EventDelivered  event.Type = "sample.delivered"
	EventReceived   event.Type = "sample.received"
	EventReminded   event.Type = "sample.reminded"
	EventPosted     event.Type = "sample.posted"
	EventCompleted  event.Type = "sample.completed"
	EventNotShipped event.Type = "sample.not_shipped"
	EventCancelled  event.Type = "sample.cancelled" // by the agency, before the dispatch
	EventLost       event.Type = "sample.lost"
	EventMissed     event.Type = "sample.missed"
)

// Moves is the transition table: what each event makes of each status. What is not in it is refused.
var Moves = map[Status]map[event.Type]Status{
	"": {EventOrdered: StatusReadyToShip, EventReserved: StatusAwaitingAuthorization},
	StatusAwaitingAuthorization: {
		EventAuthorized: StatusReadyToShip, EventNotAuthorized: StatusCancelled, EventCancelled: StatusCancelled, EventCarrier: StatusAwaitingAuthorization,
		EventPlatformCancelled: StatusCancelled, EventLinked: StatusAwaitingAuthorization, EventUnlinked: StatusAwaitingAuthorization, EventRestarted: StatusAwaitingAuthorization,
		EventStuck: StatusAwaitingAuthorization, EventRetried: StatusAwaitingAuthorization,
	},
	StatusReadyToShip: {
		EventLabelled: StatusReadyToShip, EventRelabelled: StatusReadyToShip, EventDispatched: StatusShipped, EventCarrier: StatusReadyToShip, EventShipped: StatusShipped,
		EventDelivered: StatusDelivered, EventNotShipped: StatusCancelled, EventException: StatusDeliveryException,
		EventCancelled: StatusCancelled, EventPlatformCancelled: StatusCancelled, EventLinked: StatusReadyToShip, EventUnlinked: StatusReadyToShip, EventRestarted: StatusReadyToShip,
		EventStuck: StatusReadyToShip, EventRetried: StatusReadyToShip,
	},
	StatusShipped: {
		EventRelabelled: StatusShipped, EventDispatched: StatusShipped, // which the seller records after the carrier's word
		EventCarrier: StatusShipped, EventDelivered: StatusDelivered, EventReceived: StatusReceived, EventPosted: StatusPosted, EventLost: StatusLost,
		EventException: StatusDeliveryException, EventProblem: StatusProblemReported,
		EventPlatformCancelled: StatusWrittenOff, EventLinked: StatusShipped, EventUnlinked: StatusShipped, EventRestarted: StatusShipped,
		EventStuck: StatusShipped, EventRetried: StatusShipped,
	},
	StatusDelivered: {
		EventCarrier: StatusDelivered, EventReceived: StatusReceived, EventReminded: StatusDelivered, EventPosted: StatusPosted, EventMissed: StatusMissed,
		EventExtensionRequested: StatusDelivered, EventExtensionApproved: StatusDelivered, EventExtensionRefused: StatusDelivered,
		EventProblem: StatusProblemReported, EventException: StatusDeliveryException, // where the delivery turns out wrong
		EventPlatformCancelled: StatusWrittenOff, EventLinked: StatusDelivered, EventUnlinked: StatusDelivered, EventRestarted: StatusDelivered,
		EventStuck: StatusDelivered, EventRetried: StatusDelivered,
	},
	StatusReceived: {
		EventCarrier: StatusReceived, EventReminded: StatusReceived, EventPosted: StatusPosted, EventMissed: StatusMissed,
		EventExtensionRequested: StatusReceived, EventExtensionApproved: StatusReceived, EventExtensionRefused: StatusReceived,
		EventProblem: StatusProblemReported, EventPlatformCancelled: StatusWrittenOff, EventLinked: StatusReceived, EventUnlinked: StatusReceived, EventRestarted: StatusReceived,
		EventStuck: StatusReceived, EventRetried: StatusReceived,
	},
	StatusDeliveryException: {
		EventRelabelled: StatusDeliveryException, EventDispatched: StatusDeliveryException,
		EventCarrier: StatusDeliveryException, EventException: StatusDeliveryException, EventDelivered: StatusDelivered, EventReceived: StatusReceived,
		EventPosted: StatusPosted, EventReshipped: StatusReadyToShip, EventWrittenOff: StatusWrittenOff, EventLost: StatusLost,
		EventPlatformCancelled: StatusWrittenOff, EventLinked: StatusDeliveryException, EventUnlinked: StatusDeliveryException, EventRestarted: StatusDeliveryException,
		EventStuck: StatusDeliveryException, EventRetried: StatusDeliveryException,
	},
	StatusProblemReported: {
		EventCarrier: StatusProblemReported, EventReceived: StatusReceived, EventPosted: StatusPosted,
		EventReshipped: StatusReadyToShip, EventWrittenOff: StatusWrittenOff, EventLost: StatusLost,
		EventPlatformCancelled: StatusWrittenOff, EventLinked: StatusProblemReported, EventUnlinked: StatusProblemReported, EventRestarted: StatusProblemReported,
		EventStuck: StatusProblemReported, EventRetried: StatusProblemReported,
	},
	StatusPosted: {
		EventCarrier: StatusPosted, EventCompleted: StatusCompleted, EventClassified: StatusPosted, EventLinked: StatusPosted, EventUnlinked: StatusPosted, EventRestarted: StatusPosted,
		EventStuck: StatusPosted, EventRetried: StatusPosted,
		EventContentAdded: StatusPosted, EventContentUpdated: StatusPosted, EventContentCorrected: StatusPosted,
	},
	StatusCompleted: {
		EventCarrier: StatusCompleted, EventClassified: StatusCompleted, EventLinked: StatusCompleted, EventUnlinked: StatusCompleted,
		EventContentAdded: StatusCompleted, EventContentUpdated: StatusCompleted, EventContentCorrected: StatusCompleted,
	},
	StatusCancelled: {EventCarrier: StatusCancelled},
	StatusLost:      {EventCarrier: StatusLost},
	StatusMissed: {
		EventCarrier: StatusMissed, EventExcused: StatusMissed, EventPostedLate: StatusMissed, EventContentUpdated: StatusMissed, EventContentCorrected: StatusMissed,
		EventClassified: StatusMissed, EventUnlinked: StatusMissed,
	},

	StatusWrittenOff: {EventCarrier: StatusWrittenOff},
}

// EventTypes are the types of the events of samples, sorted: every one is a move.
func EventTypes() []event.Type {
	seen := map[event.Type]bool{}
	for _, moves := range Moves {
		for kind := range moves {
			seen[kind] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Faults of a sample.
var (
	ErrNotFound       = fault.New(fault.NotFound, "sample_not_found")
	ErrMove           = fault.New(fault.Conflict, "sample_status_conflict")
	ErrNoLabel        = fault.New(fault.Conflict, "label_missing")
	ErrAlreadySampled = fault.New(fault.Conflict, "already_sampled")
	// ErrCreatorRestricted follows a missed sample (feature F6).
	ErrCreatorRestricted = fault.New(fault.Conflict, "creator_restricted")
)

// Makes reports whether an event is one that leads to a status.
func Makes(kind event.Type, to Status) bool {
	for _, moves := range Moves {
		if moves[kind] == to {
			return true
		}
	}
	return false
}

func move(s Sample, kind event.Type) (Sample, error) {
	to, ok := Moves[s.Status][kind]
	if !ok {
		return s, ErrMove.With("status", s.Status)
	}
	s.Status = to
	s.Version++
	if !movesNothing[kind] {
		s.Recovery = nil
	}
	return s, nil
}
