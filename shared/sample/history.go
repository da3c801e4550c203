package sample

import (
	"time"

	"samplepath/shared/event"
)

// History is what a sample's timeline tells of its shipments and of what kept it from going on, each oldest first.
type History struct {
	Attempts   []Shipment // each as it was last
	Exceptions []Obstacle
}

// Obstacle is an exception of a sample's past, or the one that it has.
type Obstacle struct {
	Exception
	AttemptNumber int        // of the shipment that it happened to
	EndedAt       *time.Time // nil while it keeps the sample from going on
	EndedBy       event.Type // what happened then: it was sent again, closed, delivered after all
}

// HistoryOf reads a sample's timeline, from its beginning (features H4, H5, H6).
func HistoryOf(timeline []event.Event) (History, error) {
	var out History
	err := event.Each(timeline, func(e event.Event, s Sample) {
		out.shipped(s.Shipment)
		out.met(e, s)
	})
	return out, err
}

// shipped notes how an attempt stands.
func (h *History) shipped(s *Shipment) {
	switch last := len(h.Attempts) - 1; {
	case s == nil:
	case last >= 0 && h.Attempts[last].AttemptNumber == s.AttemptNumber:
		h.Attempts[last] = *s
	default:
		h.Attempts = append(h.Attempts, *s)
	}
}

// met notes an exception that has come, or that has ended: a sample that is closed keeps its last one.
func (h *History) met(e event.Event, s Sample) {
	last := len(h.Exceptions) - 1
	open := last >= 0 && h.Exceptions[last].EndedAt == nil
	same := open && s.Exception != nil && s.Exception.Kind == h.Exceptions[last].Kind && s.Exception.At.Equal(h.Exceptions[last].At)
	if open && (!same || s.TrackingTab() == Closed) {
		h.Exceptions[last].EndedAt, h.Exceptions[last].EndedBy = &e.At, e.Type
	}
	if s.Exception == nil || same || s.TrackingTab() == Closed {
		return
	}
	met := Obstacle{Exception: *s.Exception}
	if s.Shipment != nil {
		met.AttemptNumber = s.Shipment.AttemptNumber
	}
	h.Exceptions = append(h.Exceptions, met)
}
