package sample

import (
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// Event types of exceptions (features H5, H6, H7).
const (
	EventException  event.Type = "sample.delivery_exception"
	EventProblem    event.Type = "sample.problem_reported"
	EventReshipped  event.Type = "sample.reshipped"
	EventWrittenOff event.Type = "sample.written_off"
)

// Exception is what keeps a sample from going on. Its kind is a carrier's (DeliveryFailed and so on) or a creator's.
type Exception struct {
	Kind        ExceptionKind `json:"kind"`
	At          time.Time     `json:"at"`
	CarrierTime time.Time     `json:"carrierTime,omitzero"`
	Photos      []string      `json:"photos,omitempty"`
	SKU         string        `json:"sku,omitempty"`
}

// ExceptionKind is what keeps a sample from going on.
type ExceptionKind string

// The kinds of exceptions: those that a carrier tells of (feature H5), and those that a creator reports (feature H6).
const (
	DeliveryFailed   ExceptionKind = "delivery_failed" // attempted in vain, damaged, held, or any other exception
	ReturnedToSender ExceptionKind = "returned"        // back at the sender, or on the way there
	LostInTransit    ExceptionKind = "lost"

	Missing   ExceptionKind = "missing"
	Damaged   ExceptionKind = "damaged"
	WrongItem ExceptionKind = "wrong_item"
)

// ExceptionKinds are all of them, ReportedKinds those that a creator reports.
var (
	ExceptionKinds = []ExceptionKind{DeliveryFailed, ReturnedToSender, LostInTransit, Missing, Damaged, WrongItem}
	ReportedKinds  = []ExceptionKind{Missing, Damaged, WrongItem}
)

// Closing is the outcome with which an agency closes a sample after an exception (feature H7).
type Closing string

// The outcomes.
const (
	ClosedLost        Closing = "lost"
	ClosedDamaged     Closing = "damaged"
	ClosedReturned    Closing = "returned"
	ClosedUnreachable Closing = "creator_unreachable"
)

// Closings are all of them.
var Closings = []Closing{ClosedLost, ClosedDamaged, ClosedReturned, ClosedUnreachable}

// Faults of exceptions.
var (
	ErrReshipsUsedUp = fault.New(fault.Conflict, "reships_used_up")
	ErrAddress       = fault.New(fault.Conflict, "address_not_usable")
)

// divert says which event a carrier's news makes, where Report thought of kind. What goes wrong diverts at once (feature
// H5), unless it is older than what the carrier said last or than the delivery, or what was reported before. A delivery
// after a failed one resolves it, unless it is older. News of a shipment that was given up for another one moves nothing.
func divert(s Sample, news CarrierNews, kind event.Type) event.Type {
	if s.Shipment != nil && s.Shipment.Failed != "" {
		return EventCarrier
	}
	if news.Exception == "" {
		if s.Status == StatusDeliveryException && s.Exception != nil && news.At.Before(s.Exception.CarrierTime) {
			return EventCarrier
		}
		return kind
	}
	_, legal := Moves[s.Status][EventException]
	late := s.Shipment != nil && s.Shipment.CarrierAt != nil && news.At.Before(*s.Shipment.CarrierAt) ||
		s.DeliveredAt != nil && !news.At.After(*s.DeliveredAt)
	same := s.Exception != nil && s.Exception.Kind == news.Exception
	if !legal || late || same {
		return EventCarrier
	}
	return EventException
}

// AwaitsResolution reports whether the agency has to say how an exception ends.
func (s Sample) AwaitsResolution() bool {
	_, legal := Moves[s.Status][EventReshipped]
	return legal
}

// Check adds to fields what is missing of a creator's report.
func (t Exception) Check(fields *fault.Fields) {
	fields.Check(t.Kind != Damaged || len(t.Photos) > 0, "photos", "required/damaged")
	fields.Check(t.Kind != WrongItem || t.SKU != "", "sku", "required/wrong_item")
}

// ReportProblem notes what a creator misses or found (feature H6): a damaged sample with at least one photo, a wrong one
// with its SKU. Reminders pause.
func ReportProblem(s Sample, found Exception, now time.Time) (Sample, error) {
	var fields fault.Fields
	found.Check(&fields)
	if err := fields.Err(); err != nil {
		return s, err
	}
	next, err := move(s, EventProblem)
	if err != nil {
		return s, err
	}
	found.At = now
	next.Exception, next.NextReminderAt = &found, nil
	return next, nil
}

// Reship sends a sample again, to an address that was checked (feature H7): it is ready to ship once more, waits for a
// new label, and everything after the delivery begins anew, the reminders too. The shipment before it is given up.
func Reship(s Sample, addressID string, now time.Time) (Sample, error) {
	next, err := move(s, EventReshipped)
	if err != nil {
		return s, err
	}
	if s.Reships >= s.Policy().Reships {
		return s, ErrReshipsUsedUp.With("limit", s.Policy().Reships)
	}
	if s.Shipment != nil {
		shipment := *s.Shipment
		shipment.Failed = s.Exception.Kind
		next.Shipment = &shipment
	}
	next.AddressID = addressID
	next.Reships++
	next.ReshippedAt = &now
	next.Exception, next.Extension, next.DeliveredAt, next.ReceivedAt, next.ContentDueAt = nil, nil, nil, nil, nil
	next.Condition, next.LastReminder, next.NextReminderAt = "", "", nil
	return next, nil
}

// Close ends a sample that will not be sent again (feature H7): as lost, or written off for the outcome. An excuse leaves
// the creator's standing alone: the agency gives one by excused, and what happened on the way gives one by itself.
func Close(s Sample, outcome Closing, excused bool) (Sample, event.Type, error) {
	kind := EventWrittenOff
	if outcome == ClosedLost {
		kind = EventLost
	}
	if s.Exception == nil {
		return s, "", ErrMove.With("status", s.Status)
	}
	next, err := end(s, kind, string(outcome))
	if err != nil {
		return s, "", err
	}
	next.Excuse = onTheWay(s, outcome)
	if next.Excuse == "" && excused {
		next.Excuse = Excuse(outcome)
	}
	return next, kind, nil
}

// onTheWay is the excuse that a closed sample has because of what happened to its parcel on the way, or none. A loss never
// counts against the creator, whether the agency, the carrier, or the creator of a parcel that was not delivered says so. Damage
// and a return do not where the parcel was not delivered; a carrier's exception takes back what it said of a delivery (feature H5).
func onTheWay(s Sample, outcome Closing) Excuse {
	undelivered := s.DeliveredAt == nil
	switch {
	case undelivered && (outcome == ClosedDamaged || outcome == ClosedReturned):
		return Excuse(outcome)
	case outcome == ClosedLost, s.Exception.Kind == LostInTransit, s.Exception.Kind == Missing && undelivered:
		return ExcuseLost
	}
	return ""
}

// CountsAgainstCreator reports whether a sample ended without content and without an excuse: its creator is restricted with
// it for the agency's future sends (feature I7).
func (s Sample) CountsAgainstCreator() bool {
	return (s.Status == StatusMissed || s.Status == StatusLost || s.Status == StatusWrittenOff) && s.Excuse == ""
}

// GiveUp ends a sample whose exception nobody resolved in time. It counts against nobody.
func GiveUp(s Sample) (Sample, error) {
	if s.Exception == nil {
		return s, ErrMove.With("status", s.Status)
	}
	next, err := end(s, EventLost, NotResolved)
	if err == nil {
		next.Excuse = ExcuseLost
	}
	return next, err
}
