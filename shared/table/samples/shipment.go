package samples

import (
	"context"
	"slices"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// NewLabel names a sample and the number on its new label.
type NewLabel struct{ SampleID, Carrier, Number string }

// LabelFacts are what a label rests on, or why there are none.
type LabelFacts struct {
	Sample sample.Sample
	Parcel sample.Parcel
	Err    error
}

// ToLabel reads samples of a seller's with what is known of the numbers on their new labels, in their order and up to date, in one
// round trip. To anybody else a sample does not exist. For record-label and record-labels.
func ToLabel(ctx context.Context, t *table.Table, sellerID string, labels ...NewLabel) ([]LabelFacts, error) {
	var wanted []keys.Key
	for _, l := range labels {
		wanted = append(wanted, keys.Sample(l.SampleID), keys.Parcel(l.Carrier, l.Number))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	out := make([]LabelFacts, 0, len(labels))
	for _, l := range labels {
		var f LabelFacts
		if f.Sample, f.Err = ofParty(items, sellerID, l.SampleID); f.Err == nil {
			f.Parcel, f.Err = parcelFrom(items, l.Carrier, l.Number)
		}
		out = append(out, f)
	}
	return out, nil
}

// Claim puts a sample that was labelled into its parcel. It reads the samples in the parcel of another seller, if it is. It
// answers sample.ErrNumberTaken and sample.ErrParcelFull. For record-label and record-labels.
func Claim(ctx context.Context, t *table.Table, p sample.Parcel, labelled sample.Sample, now time.Time) (sample.Parcel, error) {
	var others []sample.Sample
	if p.Held(now) && p.SellerID != labelled.SellerID {
		var err error
		if others, err = all(ctx, t, p.Samples); err != nil {
			return p, err
		}
	}
	return p.Claim(labelled, others, now)
}

// LabelRecorded stores a sample with a new label, and its parcel, by which carriers' events find it. The parcel that an earlier
// label named stays as it is: a sample is in it only as long as its label says so.
func LabelRecorded(before, after sample.Sample, parcel, claimed sample.Parcel, e event.Event) table.Change {
	c := Changed(before, after, e)
	storeParcel(&c, parcel, claimed)
	return c
}

// ParcelChanged stores news that is kept with a parcel.
func ParcelChanged(before, after sample.Parcel) table.Change {
	var c table.Change
	storeParcel(&c, before, after)
	return c
}

// storeParcel stores a parcel, if it still is what it was.
func storeParcel(c *table.Change, before, after sample.Parcel) {
	item, err := table.Encode(after)
	if err != nil {
		c.Fail(err)
		return
	}
	c.ReplaceWhole(table.Place(item, keys.Key{PK: keys.ParcelPartition(after.Tracking), SK: "PARCEL"}, table.Places{}), before.Version)
}

// Parcel reads what is known of a carrier's number, and the samples that have it on their labels, up to date, but for one that the
// caller has read. A number that nobody knows has an empty one. Table, PK = PARCEL#carrier#number, then the samples. For
// receive-carrier-event and apply-kept-news.
func Parcel(ctx context.Context, t *table.Table, carrier, number, besides string) (sample.Parcel, []sample.Sample, error) {
	items, err := t.Read(ctx, keys.Parcel(carrier, number))
	if err != nil {
		return sample.Parcel{}, nil, err
	}
	p, err := parcelFrom(items, carrier, number)
	if err != nil {
		return p, nil, err
	}
	others := slices.DeleteFunc(slices.Clone(p.Samples), func(id string) bool { return id == besides })
	all, err := all(ctx, t, others)
	return p, p.Carried(all), err
}

func parcelFrom(items table.Found, carrier, number string) (sample.Parcel, error) {
	p, _, err := table.As[sample.Parcel](items, keys.Parcel(carrier, number))
	p.Tracking = sample.Tracking(carrier, number)
	return p, err
}

// all reads samples by their ids, in that order, up to date.
func all(ctx context.Context, t *table.Table, ids []string) ([]sample.Sample, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	wanted := make([]keys.Key, 0, len(ids))
	for _, id := range ids {
		wanted = append(wanted, keys.Sample(id))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	var out []sample.Sample
	for _, id := range ids {
		s, ok, err := table.As[sample.Sample](items, keys.Sample(id))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, s)
		}
	}
	return out, nil
}
