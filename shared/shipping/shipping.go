// Package shipping decides labels and dispatches and says what to write (feature H2). It is what a single call and a row of an
// upload have in common, and knows nothing of HTTP.
package shipping

import (
	"context"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
)

// Label records a label on given facts. Where the very same label is recorded already, the sample stays the version that it is, and
// there is nothing to write. It answers what sample.Label does, sample.ErrNumberTaken and sample.ErrParcelFull.
func Label(ctx context.Context, t *table.Table, f samples.LabelFacts, label sample.Shipment, by event.Party, now time.Time) (sample.Sample, table.Change, error) {
	none := table.Change{}
	after, kind, err := sample.Label(f.Sample, label, now)
	if err != nil || kind == "" {
		return after, none, err
	}
	claimed, err := samples.Claim(ctx, t, f.Parcel, after, now)
	if err != nil {
		return f.Sample, none, err
	}
	e := event.Changed(f.Sample, after, kind, by, now)
	return after, samples.LabelRecorded(f.Sample, after, f.Parcel, claimed, e), nil
}

// Dispatch hands a sample to its carrier. It answers what sample.Dispatch does.
func Dispatch(s sample.Sample, warehouse string, packed []string, by event.Party, now time.Time) (sample.Sample, table.Change, error) {
	after, err := sample.Dispatch(s, warehouse, packed, now)
	if err != nil {
		return s, table.Change{}, err
	}
	return after, samples.Changed(s, after, event.Changed(s, after, sample.EventDispatched, by, now)), nil
}
