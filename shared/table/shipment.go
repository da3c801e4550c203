package table

import (
	"context"
	"errors"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
)

// ToLabel reads a sample of a seller's with what is known of the number on its new label, up to date. To anybody else the
// sample does not exist. For record-label.
func (t *Table) ToLabel(ctx context.Context, sellerID, sampleID, carrier, number string) (sample.Sample, sample.Parcel, error) {
	items, err := t.read(ctx, sampleKey(sampleID), parcelKey(carrier, number))
	if err != nil {
		return sample.Sample{}, sample.Parcel{}, err
	}
	s, err := sampleFrom(items, sampleID)
	if err == nil {
		err = s.CheckParty(sellerID)
	}
	if err != nil {
		return sample.Sample{}, sample.Parcel{}, err
	}
	p, err := parcelFrom(items, carrier, number)
	return s, p, err
}

// Claim puts a sample that was labelled into its parcel. It reads the samples in the parcel of another seller, if it is. It
// answers sample.ErrNumberTaken and sample.ErrParcelFull. For record-label.
func (t *Table) Claim(ctx context.Context, p sample.Parcel, labelled sample.Sample, now time.Time) (sample.Parcel, error) {
	var others []sample.Sample
	if p.Held(now) && p.SellerID != labelled.SellerID {
		var err error
		if others, err = t.samples(ctx, p.Samples); err != nil {
			return p, err
		}
	}
	return p.Claim(labelled, others, now)
}

// LabelRecorded stores a sample with a new label, and its parcel, by which carriers' events find it. The parcel that an earlier
// label named stays as it is: a sample is in it only as long as its label says so.
func LabelRecorded(before, after sample.Sample, parcel, claimed sample.Parcel, e event.Event) Change {
	c := SampleChanged(before, after, e)
	c.parcel(parcel, claimed)
	return c
}

// ParcelChanged stores news that is kept with a parcel.
func ParcelChanged(before, after sample.Parcel) Change {
	var c Change
	c.parcel(before, after)
	return c
}

// parcel stores a parcel, if it still is what it was.
func (c *Change) parcel(before, after sample.Parcel) {
	item, err := encode(after)
	if err != nil {
		c.err = errors.Join(c.err, err)
		return
	}
	c.replaceWhole(place(item, Key{parcelPartition(after.Tracking), "PARCEL"}, indexed{}), before.Version)
}

// Parcel reads what is known of a carrier's number, and the samples that have it on their labels, up to date. A number that
// nobody knows has an empty one. Table, PK = PARCEL#carrier#number, then the samples. For receive-carrier-event and
// apply-kept-news.
func (t *Table) Parcel(ctx context.Context, carrier, number string) (sample.Parcel, []sample.Sample, error) {
	items, err := t.read(ctx, parcelKey(carrier, number))
	if err != nil {
		return sample.Parcel{}, nil, err
	}
	p, err := parcelFrom(items, carrier, number)
	if err != nil {
		return p, nil, err
	}
	all, err := t.samples(ctx, p.Samples)
	return p, p.Carried(all), err
}

func parcelFrom(items found, carrier, number string) (sample.Parcel, error) {
	p, _, err := as[sample.Parcel](items, parcelKey(carrier, number))
	p.Tracking = sample.Tracking(carrier, number)
	return p, err
}

// samples reads samples by their ids, in that order, up to date.
func (t *Table) samples(ctx context.Context, ids []string) ([]sample.Sample, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	keys := make([]Key, 0, len(ids))
	for _, id := range ids {
		keys = append(keys, sampleKey(id))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, err
	}
	var out []sample.Sample
	for _, id := range ids {
		s, ok, err := as[sample.Sample](items, sampleKey(id))
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, s)
		}
	}
	return out, nil
}
