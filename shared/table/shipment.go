package table

import (
	"context"
	"errors"
	"slices"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
)

// shipment is how a carrier's word finds its sample.
type shipment struct {
	Number         int       `json:"number"`
	SampleID       string    `json:"sampleId"`
	Carrier        string    `json:"carrier"`
	TrackingNumber string    `json:"trackingNumber"`
	LabelledAt     time.Time `json:"labelledAt"`
}

// LabelRecorded stores a sample with a new label, and the shipment by which carriers' events find it. A label for the same
// attempt takes the place of the one before, whose number then finds nothing.
func LabelRecorded(before, after sample.Sample, e event.Event) Change {
	c := SampleChanged(before, after, e)
	s := after.Shipment
	item, err := encode(shipment{s.Number, after.ID, s.Carrier, s.TrackingNumber, s.LabelledAt})
	c.err = errors.Join(c.err, err)
	if err == nil { // the sample's version says that nobody else has recorded one meanwhile
		in := indexed{GSI1: shipmentByTracking(s.Carrier, s.TrackingNumber, s.LabelledAt, after.ID)}
		c.put(place(item, shipmentKey(after.ID, s.Number), in), "", nil, always(ErrChanged))
	}
	return c
}

// Tracked finds the sample that a carrier means by a tracking number: carriers use numbers again, so the newest shipment
// of a sample that is still under way wins, else the newest. ok is false where there is none. GSI1, PK =
// TRACKING#carrier#number, newest first, then the samples, up to date. For receive-carrier-event.
func (t *Table) Tracked(ctx context.Context, carrier, number string) (s sample.Sample, ok bool, err error) {
	entries, _, err := t.ask(ctx, query{index: "GSI1", partition: trackingPartition(carrier, number), newest: true, limit: 10})
	if err != nil || len(entries) == 0 {
		return s, false, err
	}
	var keys []Key
	for _, entry := range entries {
		keys = append(keys, Key{textOf(entry, PK), sampleKey("").SK})
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return s, false, err
	}
	var candidates []sample.Sample
	for _, key := range keys {
		candidate, found, err := as[sample.Sample](items, key)
		if err != nil {
			return s, false, err
		}
		if found && candidate.Shipment != nil && sample.Tracking(carrier, candidate.Shipment.TrackingNumber) == sample.Tracking(carrier, number) {
			candidates = append(candidates, candidate)
		}
	}
	if len(candidates) == 0 {
		return s, false, nil
	}
	open := slices.IndexFunc(candidates, func(s sample.Sample) bool { return s.Status.Rank() < sample.Delivered.Rank() })
	return candidates[max(open, 0)], true, nil
}
