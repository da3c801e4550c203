package sample

import (
	"time"

	"samplepath/shared/event"
)

// EventRelabelled is another label in the place of one that was recorded before, for the same attempt.
const EventRelabelled event.Type = "sample.relabelled"

// Label records the label of an attempt (feature H2). Until the parcel has left, another label replaces it: the attempt
// stays the same, and kind says whether it is the first one, of which the creator hears. kind is empty where the very
// same label is recorded already: then nothing changes.
func Label(s Sample, label Shipment, now time.Time) (next Sample, kind event.Type, err error) {
	last := s.Shipment
	label.Number, kind = 1, EventLabelled
	switch {
	case last == nil:
	case last.Failed != "":
		label.Number = last.Number + 1
	default:
		label.Number, kind = last.Number, EventRelabelled
	}
	if next, err = move(s, kind); err != nil {
		return s, "", err
	}
	if kind == EventRelabelled && sameLabel(*last, label) {
		return s, "", nil
	}
	label.LabelledAt = now
	next.Shipment = &label
	return next, kind, nil
}

// sameLabel reports whether two labels say the same.
func sameLabel(a, b Shipment) bool {
	return a.Carrier == b.Carrier && a.ServiceLevel == b.ServiceLevel && a.TrackingNumber == b.TrackingNumber && a.Cost == b.Cost
}
