package sample

import (
	"time"

	"samplepath/shared/event"
	"samplepath/shared/policy"
)

// Dispatch hands a labelled sample to its carrier (feature H2). It is recorded once, also where the carrier has told
// already that it has the parcel.
func Dispatch(s Sample, warehouse string, packed []string, now time.Time) (Sample, error) {
	next, err := move(s, EventDispatched)
	switch {
	case err != nil:
		return s, err
	case s.Dispatched():
		return s, ErrMove.With("status", s.Status)
	case s.Shipment == nil || s.Shipment.Failed != "":
		return s, ErrNoLabel
	}
	shipment := *s.Shipment
	shipment.DispatchedAt, shipment.Warehouse, shipment.PackedItems = &now, warehouse, packed
	next.Shipment = &shipment
	return next, nil
}

// Dispatched reports whether the seller has recorded the dispatch of the present attempt.
func (s Sample) Dispatched() bool {
	return s.Shipment != nil && s.Shipment.Failed == "" && s.Shipment.DispatchedAt != nil
}

// CarrierNews is what a carrier says of a shipment, in terms of a sample's life.
type CarrierNews struct {
	Means     Status        // ready to ship, shipped, delivered, or empty where it moves nothing
	Exception ExceptionKind // DeliveryFailed, ReturnedToSender, LostInTransit, or empty where all goes well (feature H5)
	Status    string        // the carrier's own word
	At        time.Time
}

// Report applies a carrier's news: it never moves a status back, but for an exception that shows a delivery to have been
// wrong (feature H5), and keeps a word it does not know (feature H3). News older than the last one leaves the shipment's
// own status alone, too.
//
// Without the seller's dispatch the number on the label may be anybody's. That the carrier has the parcel is believed, for
// sellers forget to record the dispatch; a delivery is not, since the creator's time begins with it. Such news is kept as
// news, and counts when the dispatch is recorded: see Premature.
func Report(s Sample, news CarrierNews, now time.Time) (Sample, event.Type, error) {
	kind := EventCarrier
	if s.Status.Rank() < news.Means.Rank() && !s.Status.Final() {
		switch news.Means {
		case StatusShipped:
			kind = EventShipped
		case StatusDelivered:
			kind = EventDelivered
		default:
		}
	}
	if Premature(s, news) {
		kind = EventCarrier
	}
	if _, legal := Moves[s.Status][kind]; !legal {
		kind = EventCarrier
	}
	kind = divert(s, news, kind)
	next, err := move(s, kind)
	if err != nil {
		return s, "", err
	}
	if s.Shipment != nil && (s.Shipment.CarrierAt == nil || !news.At.Before(*s.Shipment.CarrierAt)) {
		shipment := *s.Shipment
		shipment.CarrierStatus, shipment.CarrierAt = news.Status, &news.At
		next.Shipment = &shipment
	}
	if kind == EventException {
		next.Exception = &Exception{Kind: news.Exception, At: now, CarrierTime: news.At}
		next.DeliveredAt, next.ContentDueAt, next.NextReminderAt, next.Extension = nil, nil, nil, nil
	}
	if kind == EventDelivered {
		next = arrive(next, news.At, now)
	}
	return next, kind, nil
}

// Premature reports whether news tells of the delivery of a parcel whose dispatch is not recorded yet.
func Premature(s Sample, news CarrierNews) bool {
	return news.Means == StatusDelivered && !s.Dispatched() && !s.Status.Final()
}

// arrive notes when a sample was delivered, by what somebody else says: a time that cannot be is taken as now. The
// content is due from then on, and the reminders begin (feature I1).
func arrive(s Sample, delivered time.Time, now time.Time) Sample {
	if delivered.After(now) || delivered.Before(s.OrderedAt) {
		delivered = now
	}
	due := delivered.Add(policy.Days(s.Policy().ContentDays))
	s.Exception, s.DeliveredAt, s.ContentDueAt = nil, &delivered, &due
	s.LastReminder, s.RemindedAfter = "", 0
	return schedule(s, now)
}

// Receive notes the creator's confirmation (feature H6). A creator may be quicker than the carrier's word.
func Receive(s Sample, condition Condition, now time.Time) (Sample, error) {
	next, err := move(s, EventReceived)
	if err != nil {
		return s, err
	}
	next.ReceivedAt, next.Condition, next.Exception = &now, condition, nil
	if next.DeliveredAt == nil {
		next.DeliveredAt = &now
		due := now.Add(policy.Days(s.Policy().ContentDays))
		next.ContentDueAt, next.LastReminder, next.RemindedAfter = &due, "", 0
	}
	return schedule(next, now), nil
}

// Post logs the first post (feature I3). No reminder follows. Content proves that the sample has arrived: where nobody has told
// of the delivery, it counts as delivered by the time of publication, and what the carrier says later moves nothing.
func Post(s Sample, posting Content, now time.Time) (Sample, error) {
	if err := posting.check(s, nil, now); err != nil {
		return s, err
	}
	next, err := move(s, EventPosted)
	if err != nil {
		return s, err
	}
	if next.DeliveredAt == nil {
		next = arrive(next, posting.PublishedAt, now)
	}
	next.Content, next.NextReminderAt, next.Exception = []Content{posting}, nil, nil
	return next, nil
}

// Complete ends a sample whose content is logged (feature I6).
func Complete(s Sample) (Sample, error) { return move(s, EventCompleted) }

// ExpireUnshipped cancels a sample that was not shipped in time; its place in the allocation is free again (feature G7).
func ExpireUnshipped(s Sample) (Sample, error) { return end(s, EventNotShipped, NotShipped) }

// Cancel ends a sample that has not left, at its agency's wish (feature F10); its place in the allocation is free again.
func Cancel(s Sample) (Sample, error) { return end(s, EventCancelled, "cancelled_by_agency") }

// Lose ends a sample that was never delivered. It counts against nobody.
func Lose(s Sample) (Sample, error) {
	next, err := end(s, EventLost, NotDelivered)
	if err == nil {
		next.Excuse = ExcuseLost
	}
	return next, err
}

// Reasons of samples whose time was over.
const (
	NotDelivered = "not_delivered_in_time"
	NotResolved  = "not_resolved_in_time"
)

// NoContent is the reason of a sample whose content never came.
const NoContent = "no_content_in_time"

// Miss ends a sample without content (feature I7).
func Miss(s Sample) (Sample, error) { return end(s, EventMissed, NoContent) }

func end(s Sample, kind event.Type, reason string) (Sample, error) {
	next, err := move(s, kind)
	if err != nil {
		return s, err
	}
	next.Reason, next.NextReminderAt = reason, nil
	return next, nil
}
