package sample

import (
	"strings"
	"time"

	"samplepath/shared/event"
)

// EventRelabelled is another label in the place of one that was recorded before, for the same attempt.
const EventRelabelled event.Type = "sample.relabelled"

// Label records the label of an attempt (feature H2). Until the parcel is delivered, another label replaces it, so that a
// typing error can be corrected after the dispatch, too: the attempt and its dispatch stay the same, and kind says whether
// it is the first label, of which the creator hears. What the carrier told was of the number before, and is forgotten with
// it. kind is empty where the very same label is recorded already: then nothing changes.
func Label(s Sample, label Shipment, now time.Time) (next Sample, kind event.Type, err error) {
	last := s.Shipment
	label.TrackingNumber = strings.ReplaceAll(label.TrackingNumber, " ", "") // as people group it
	label.AttemptNumber, kind = 1, EventLabelled
	switch {
	case last == nil:
	case last.Failed != "":
		label.AttemptNumber = last.AttemptNumber + 1
	default:
		label.AttemptNumber, kind = last.AttemptNumber, EventRelabelled
	}
	if next, err = move(s, kind); err != nil {
		return s, "", err
	}
	if kind == EventRelabelled && sameLabel(*last, label) {
		return s, "", nil
	}
	label.LabelledAt = now
	if kind == EventRelabelled {
		label.DispatchedAt, label.Warehouse, label.PackedItems = last.DispatchedAt, last.Warehouse, last.PackedItems
		if sameParcel(*last, label) {
			label.CarrierStatus, label.CarrierAt = last.CarrierStatus, last.CarrierAt
		} else if s.Exception != nil {
			trouble := *s.Exception
			trouble.CarrierTime = time.Time{} // any delivery under the right number is the later news
			next.Exception = &trouble
		}
	}
	next.Shipment = &label
	return next, kind, nil
}

// sameLabel reports whether two labels say the same.
func sameLabel(a, b Shipment) bool {
	return a.Carrier == b.Carrier && a.ServiceLevel == b.ServiceLevel && a.TrackingNumber == b.TrackingNumber && a.Cost == b.Cost
}

// sameParcel reports whether two labels are of one parcel, however they are written.
func sameParcel(a, b Shipment) bool {
	return Tracking(a.Carrier, a.TrackingNumber) == Tracking(b.Carrier, b.TrackingNumber)
}
