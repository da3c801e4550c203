// Package sample holds the rules of one sample, from the order to the outcome (features F, H, I). What may happen in
// which status is a table (Moves); every move is a function that takes a sample and gives the next one. Pure: no AWS,
// the time is a value.
package sample

import (
	"maps"
	"slices"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/id"
	"samplepath/shared/registration"
)

// Status is where a sample stands.
type Status string

// The statuses, in the order of a sample's life.
const (
	// AwaitingAuthorization is a sample that was ordered before its creator authorized the agency (feature F9).
	AwaitingAuthorization Status = "awaiting_authorization"

	ReadyToShip Status = "ready_to_ship"
	Shipped     Status = "shipped"
	Delivered   Status = "delivered"
	Received    Status = "received" // the creator confirmed the receipt
	Posted      Status = "posted"
	// DeliveryException is a parcel that the carrier could not deliver, returns, or has lost (feature H5).
	DeliveryException Status = "delivery_exception"
	// ProblemReported is a parcel that the creator misses, or found damaged or wrong (feature H6).
	ProblemReported Status = "problem_reported"

	Completed Status = "completed" // posted, and the outcome recorded
	Cancelled Status = "cancelled" // before the dispatch
	Lost      Status = "lost"      // never delivered
	Missed    Status = "missed"    // delivered, and no content in time
	// WrittenOff is a sample that its agency closed after an exception (feature H7), or that the platform cancelled after
	// it had left (feature H8).
	WrittenOff Status = "written_off"
)

// Statuses are all of them.
var Statuses = []Status{
	AwaitingAuthorization, ReadyToShip, Shipped, Delivered, Received, DeliveryException, ProblemReported,
	Posted, Completed, Cancelled, Lost, Missed, WrittenOff,
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
	PolicyVersion  int          `json:"policyVersion"`
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
	case Posted, Completed:
		return HasPosted
	case Cancelled, Lost, Missed, WrittenOff:
		return Closed
	case AwaitingAuthorization, ReadyToShip, Shipped, Delivered, Received, DeliveryException, ProblemReported:
	}
	return NotYetPosted
}

// Rank orders the statuses by progress: a carrier's event never lowers it (feature H3).
func (s Status) Rank() int {
	switch s {
	case AwaitingAuthorization:
		return 1
	case ReadyToShip:
		return 2
	case Shipped, DeliveryException:
		return 3
	case Delivered:
		return 4
	case Received, ProblemReported:
		return 5
	case Posted:
		return 6
	case Completed:
		return 7
	case Cancelled, Lost, Missed, WrittenOff:
		return 8
	}
	return 0
}

// Final reports whether nothing more happens to a sample in this status.
func (s Status) Final() bool { return s.Rank() >= Completed.Rank() }

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
	"": {EventOrdered: ReadyToShip, EventReserved: AwaitingAuthorization},
	AwaitingAuthorization: {
		EventAuthorized: ReadyToShip, EventNotAuthorized: Cancelled, EventCancelled: Cancelled, EventCarrier: AwaitingAuthorization,
		EventPlatformCancelled: Cancelled, EventLinked: AwaitingAuthorization, EventUnlinked: AwaitingAuthorization, EventRestarted: AwaitingAuthorization,
		EventStuck: AwaitingAuthorization, EventRetried: AwaitingAuthorization,
	},
	ReadyToShip: {
		EventLabelled: ReadyToShip, EventRelabelled: ReadyToShip, EventDispatched: Shipped, EventCarrier: ReadyToShip, EventShipped: Shipped,
		EventDelivered: Delivered, EventNotShipped: Cancelled, EventException: DeliveryException,
		EventCancelled: Cancelled, EventPlatformCancelled: Cancelled, EventLinked: ReadyToShip, EventUnlinked: ReadyToShip, EventRestarted: ReadyToShip,
		EventStuck: ReadyToShip, EventRetried: ReadyToShip,
	},
	Shipped: {
		EventRelabelled: Shipped, EventDispatched: Shipped, // which the seller records after the carrier's word
		EventCarrier: Shipped, EventDelivered: Delivered, EventReceived: Received, EventPosted: Posted, EventLost: Lost,
		EventException: DeliveryException, EventProblem: ProblemReported,
		EventPlatformCancelled: WrittenOff, EventLinked: Shipped, EventUnlinked: Shipped, EventRestarted: Shipped,
		EventStuck: Shipped, EventRetried: Shipped,
	},
	Delivered: {
		EventCarrier: Delivered, EventReceived: Received, EventReminded: Delivered, EventPosted: Posted, EventMissed: Missed,
		EventExtensionRequested: Delivered, EventExtensionApproved: Delivered, EventExtensionRefused: Delivered,
		EventProblem: ProblemReported, EventException: DeliveryException, // where the delivery turns out wrong
		EventPlatformCancelled: WrittenOff, EventLinked: Delivered, EventUnlinked: Delivered, EventRestarted: Delivered,
		EventStuck: Delivered, EventRetried: Delivered,
	},
	Received: {
		EventCarrier: Received, EventReminded: Received, EventPosted: Posted, EventMissed: Missed,
		EventExtensionRequested: Received, EventExtensionApproved: Received, EventExtensionRefused: Received,
		EventProblem: ProblemReported, EventPlatformCancelled: WrittenOff, EventLinked: Received, EventUnlinked: Received, EventRestarted: Received,
		EventStuck: Received, EventRetried: Received,
	},
	DeliveryException: {
		EventRelabelled: DeliveryException, EventDispatched: DeliveryException,
		EventCarrier: DeliveryException, EventException: DeliveryException, EventDelivered: Delivered, EventReceived: Received,
		EventPosted: Posted, EventReshipped: ReadyToShip, EventWrittenOff: WrittenOff, EventLost: Lost,
		EventPlatformCancelled: WrittenOff, EventLinked: DeliveryException, EventUnlinked: DeliveryException, EventRestarted: DeliveryException,
		EventStuck: DeliveryException, EventRetried: DeliveryException,
	},
	ProblemReported: {
		EventCarrier: ProblemReported, EventReceived: Received, EventPosted: Posted,
		EventReshipped: ReadyToShip, EventWrittenOff: WrittenOff, EventLost: Lost,
		EventPlatformCancelled: WrittenOff, EventLinked: ProblemReported, EventUnlinked: ProblemReported, EventRestarted: ProblemReported,
		EventStuck: ProblemReported, EventRetried: ProblemReported,
	},
	Posted: {
		EventCarrier: Posted, EventCompleted: Completed, EventClassified: Posted, EventLinked: Posted, EventUnlinked: Posted, EventRestarted: Posted,
		EventStuck: Posted, EventRetried: Posted,
		EventContentAdded: Posted, EventContentUpdated: Posted, EventContentCorrected: Posted,
	},
	Completed: {
		EventCarrier: Completed, EventClassified: Completed, EventLinked: Completed, EventUnlinked: Completed,
		EventContentAdded: Completed, EventContentUpdated: Completed, EventContentCorrected: Completed,
	},
	Cancelled: {EventCarrier: Cancelled},
	Lost:      {EventCarrier: Lost},
	Missed: {
		EventCarrier: Missed, EventExcused: Missed, EventPostedLate: Missed, EventContentUpdated: Missed, EventContentCorrected: Missed,
		EventClassified: Missed, EventUnlinked: Missed,
	},

	WrittenOff: {EventCarrier: WrittenOff},
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
	ErrNotFound       = fault.New(fault.NotFound, "sample_not_found", "There is no such sample.")
	ErrMove           = fault.New(fault.Conflict, "sample_status_conflict", "That cannot happen to the sample in its present status.")
	ErrNoLabel        = fault.New(fault.Conflict, "label_missing", "Record the label first.")
	ErrAlreadySampled = fault.New(fault.Conflict, "already_sampled", "You have ordered a sample of this product for the creator already, in this campaign or another.")
	// ErrCreatorRestricted follows a missed sample (feature F6).
	ErrCreatorRestricted = fault.New(fault.Conflict, "creator_restricted", "The creator is restricted for future sends.")
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
