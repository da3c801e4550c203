package registration

import (
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
)

// Status is where a registration stands.
type Status string

// The statuses that a registration is stored with.
const (
	StatusPending       Status = "pending"
	StatusApproved      Status = "approved"
	StatusRejected      Status = "rejected"       // with a reason; may be registered again
	StatusBlocked       Status = "blocked"        // rejected for good
	StatusPendingClosed Status = "pending_closed" // the seller wants it closed; until the agency agrees it goes on as before
	StatusClosed        Status = "closed"
)

// StatusOngoing is how an approved registration is shown while the campaign runs.
const StatusOngoing Status = "ongoing"

// Statuses are all that a registration is shown with.
var Statuses = []Status{StatusPending, StatusApproved, StatusOngoing, StatusRejected, StatusBlocked, StatusPendingClosed, StatusClosed}

// Events of a registration.
const (
	EventRegistered       event.Type = "registration.registered"
	EventResubmitted      event.Type = "registration.resubmitted"
	EventApproved         event.Type = "registration.approved"
	EventRejected         event.Type = "registration.rejected"
	EventBlocked          event.Type = "registration.blocked"
	EventCommissionSet    event.Type = "registration.commission_set"
	EventAllocationSet    event.Type = "registration.allocation_set"
	EventSamplesRequested event.Type = "registration.samples_requested"
	EventClosureRequested event.Type = "registration.closure_requested"
	EventClosureRefused   event.Type = "registration.closure_refused"
	EventClosed           event.Type = "registration.closed"
	EventReleased         event.Type = "registration.released" // the product turned out to be another seller's
)

// Move is what an event makes of a status, and who may cause it.
type Move struct {
	By actor.Kind
	To Status
}

// Moves is the transition table (features C1-C8). What is not in it is refused with ErrMove.
var Moves = map[Status]map[event.Type]Move{
	"": {EventRegistered: {actor.Seller, StatusPending}},
	StatusPending: {
		EventApproved:      {actor.Agency, StatusApproved},
		EventRejected:      {actor.Agency, StatusRejected},
		EventBlocked:       {actor.Agency, StatusBlocked},
		EventReleased:      {actor.Operator, StatusBlocked},
		EventAllocationSet: {actor.Seller, StatusPending},
	},
	StatusRejected: {EventResubmitted: {actor.Seller, StatusPending}},
	StatusBlocked:  {},
	StatusApproved: {
		EventCommissionSet:    {actor.Agency, StatusApproved},
		EventAllocationSet:    {actor.Seller, StatusApproved},
		EventSamplesRequested: {actor.Agency, StatusApproved},
		EventClosureRequested: {actor.Seller, StatusPendingClosed},
		EventReleased:         {actor.Operator, StatusClosed},
	},
	StatusPendingClosed: {
		EventCommissionSet:  {actor.Agency, StatusPendingClosed},
		EventAllocationSet:  {actor.Seller, StatusPendingClosed},
		EventClosureRefused: {actor.Agency, StatusApproved},
		EventClosed:         {actor.Agency, StatusClosed},
		EventReleased:       {actor.Operator, StatusClosed},
	},
	StatusClosed: {},
}

// Next is the status after an event that an actor causes, or ErrMove.
func Next(from Status, kind event.Type, by actor.Kind) (Status, error) {
	move, ok := Moves[from][kind]
	if !ok || move.By != by {
		return from, ErrMove.With("status", from)
	}
	return move.To, nil
}

// move applies an event to a registration.
func move(r Registration, kind event.Type, by actor.Kind) (Registration, error) {
	to, err := Next(r.Status, kind, by)
	if err != nil {
		return r, err
	}
	r.Status = to
	r.Version++
	return r, nil
}

// Live reports whether creators may promote the product and get samples of it, while the campaign runs.
func (s Status) Live() bool { return s == StatusApproved || s == StatusPendingClosed }

// StatusAt is the status at a time: a product that creators could promote is closed, by itself, with the end of the campaign
// period (feature C5). Nothing is stored then: the clock alone says so.
func (r Registration) StatusAt(c campaign.Campaign, now time.Time) Status {
	if r.Status.Live() && c.CheckOpen(now) != nil {
		return StatusClosed
	}
	return r.Status
}

// ShownAs is the status as parties see it: an approved product is ongoing while the campaign runs (feature C5).
func (r Registration) ShownAs(c campaign.Campaign, now time.Time) Status {
	status := r.StatusAt(c, now)
	if status == StatusApproved && c.StatusAt(now) == campaign.StatusOngoing {
		return StatusOngoing
	}
	return status
}
