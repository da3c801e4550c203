package samples

import (
	"context"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// ToLabel reads a sample of a seller's with what is known of the number on its new label, up to date. To anybody else the
// sample does not exist. For record-label.
func ToLabel(ctx context.Context, t *table.Table, sellerID, sampleID, carrier, number string) (sample.Sample, sample.Parcel, error) {
	items, err := t.Read(ctx, keys.Sample(sampleID), keys.Parcel(carrier, number))
	if err != nil {
		return sample.Sample{}, sample.Parcel{}, err
	}
	s, err := from(items, sampleID)
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

// Parcel reads what is known of a carrier's number, and the samples that have it on their labels, up to date. A number that
// nobody knows has an empty one. Table, PK = PARCEL#carrier#number, then the samples. For receive-carrier-event and
// apply-kept-news.
func Parcel(ctx context.Context, t *table.Table, carrier, number string) (sample.Parcel, []sample.Sample, error) {
	items, err := t.Read(ctx, keys.Parcel(carrier, number))
	if err != nil {
		return sample.Parcel{}, nil, err
	}
	p, err := parcelFrom(items, carrier, number)
	if err != nil {
		return p, nil, err
	}
	all, err := all(ctx, t, p.Samples)
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
