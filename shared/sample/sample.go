// Package sample holds the rules of one sample, from the order to the outcome (features F, H, I). What may happen in
// which status is a table (Moves); every move is a function that takes a sample and gives the next one. Pure: no AWS,
// the time is a value.
package sample

import (
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
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

// Content is the tab of the tracking page that a sample is on (feature I4).
type Content string

// The tabs.
const (
	NotYetPosted Content = "not_yet_posted"
	HasPosted    Content = "posted"
	Closed       Content = "closed"
)

// Sample is one product on its way to one creator. Times are UTC.
type Sample struct {
	ID             string       `json:"id" example:"smp_01JD5W0G4Z8QX6T3M9V7K2B1CY"`
	CampaignID     string       `json:"campaignId"`
	RegistrationID string       `json:"registrationId"`
	AgencyID       string       `json:"agencyId"`
	SellerID       string       `json:"sellerId"`
	CreatorID      string       `json:"creatorId"`
	CreatorHandle  string       `json:"creatorHandle"`
	ProductID      string       `json:"productId"`
	ProductName    string       `json:"productName"`
	Variant        string       `json:"variant,omitempty" doc:"Size, shade or flavour"`
	AddressID      string       `json:"addressId,omitempty" doc:"Where it goes; only the creator and the seller who ships can read it. Absent until the creator has authorized"`
	RequestID      string       `json:"requestId,omitempty" doc:"The authorization request that it waits, or waited, for"`
	PolicyVersion  int          `json:"policyVersion" doc:"The sample policy that held when it was ordered"`
	Status         Status       `json:"status" enum:"awaiting_authorization,ready_to_ship,shipped,delivered,received,delivery_exception,problem_reported,posted,completed,cancelled,lost,missed,written_off"`
	Reason         string       `json:"reason,omitempty" doc:"Why it ended early"`
	OrderedAt      time.Time    `json:"orderedAt"`
	AuthorizedAt   *time.Time   `json:"authorizedAt,omitempty" doc:"When a sample that was ordered ahead of its authorization became ready to ship"`
	Shipment       *Shipment    `json:"shipment,omitempty" doc:"The present attempt"`
	DeliveredAt    *time.Time   `json:"deliveredAt,omitempty"`
	ReceivedAt     *time.Time   `json:"receivedAt,omitempty"`
	Condition      string       `json:"condition,omitempty" doc:"As the creator found it" enum:"intact,damaged_box"`
	ContentDueAt   *time.Time   `json:"contentDueAt,omitempty"`
	Posts          []Posting    `json:"content,omitempty" doc:"What the creator posted, in the order in which it was logged"`
	ApplicationID  string       `json:"platformApplicationId,omitempty" doc:"The sample application of TikTok Shop by which its events find the sample"`
	Trouble        *Trouble     `json:"exception,omitempty" doc:"What keeps it from going on, or why it was closed"`
	Reships        int          `json:"reships,omitempty" doc:"How often it was sent again"`
	ReshippedAt    *time.Time   `json:"reshippedAt,omitempty" doc:"When it was last decided to send it again"`
	Extension      *Extension   `json:"extension,omitempty" doc:"The last request for more time"`
	Extensions     int          `json:"extensions,omitempty" doc:"How often the due date was moved"`
	Outcome        *Outcome     `json:"outcome,omitempty" doc:"What the content was worth"`
	Excuse         Excuse       `json:"excuse,omitempty" enum:"lost,damaged,returned,creator_unreachable,illness,other" doc:"Why it does not count against the creator"`
	LastReminder   ReminderKind `json:"lastReminder,omitempty" doc:"Kind of the last reminder sent of the present delivery"`
	RemindedAfter  int          `json:"remindedAfterExtensions,omitempty" doc:"How often the due date had been moved when the last reminder was sent"`
	NextReminderAt *time.Time   `json:"nextReminderAt,omitempty"`
	Restarts       int          `json:"restarts,omitempty" doc:"How often its workflow was started anew"`
	Recovery       *Recovery    `json:"recovery,omitempty" doc:"Present while its workflow had to be started anew and nothing has happened to it since"`
	Version        int          `json:"version"`
}

// Shipment is one attempt to bring a sample to its creator (feature H2).
type Shipment struct {
	Number         int                `json:"number" doc:"1 for the first attempt"`
	Carrier        string             `json:"carrier" example:"USPS"`
	ServiceLevel   string             `json:"serviceLevel,omitempty" example:"GroundAdvantage"`
	TrackingNumber string             `json:"trackingNumber"`
	Cost           registration.Money `json:"cost"`
	LabelledAt     time.Time          `json:"labelledAt"`
	DispatchedAt   *time.Time         `json:"dispatchedAt,omitempty"`
	Warehouse      string             `json:"warehouse,omitempty" doc:"The warehouse's confirmation"`
	PackedItems    []string           `json:"packedItems,omitempty"`
	CarrierStatus  string             `json:"carrierStatus,omitempty" doc:"The carrier's own last word, kept even where we do not know it"`
	CarrierAt      *time.Time         `json:"carrierStatusAt,omitempty"`
	Failed         string             `json:"failed,omitempty" doc:"Why the sample is sent again"`
}

// Identity is for event.Aggregate.
func (s Sample) Identity() (string, int) { return s.ID, s.Version }

// State is for event.Aggregate.
func (s Sample) State() string { return string(s.Status) }

// Involved is for event.Aggregate.
func (s Sample) Involved() event.Parties {
	return event.Parties{
		AgencyID: s.AgencyID, SellerID: s.SellerID, CreatorID: s.CreatorID,
		CampaignID: s.CampaignID, RegistrationID: s.RegistrationID,
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
func (s Sample) Content() Content {
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
