package samples

import (
	"context"

	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

func layout(s sample.Sample) (keys.Key, table.Places) {
	progress := listedAs(s.Status)
	in := table.Places{GSI1: keys.SampleByContent(s.CampaignID(), string(s.TrackingTab()), string(progress), progress.Rank(), s.ID)}
	if !s.ParcelEnded() {
		in.GSI2 = parcelOf(s)
	}
	if s.NextReminderAt != nil {
		in.GSI3 = keys.DueEntry(*s.NextReminderAt, s.ID)
	}
	if !s.Status.Final() && (s.Recovery == nil || !s.Recovery.Stuck) {
		in.GSI4 = keys.OpenEntry(s.ID)
	}
	return keys.Sample(s.ID), in
}

// listedAs is the status by which samples are found on the tabs of their campaign: one that is completed, moments after the post, stays
// where it was.
func listedAs(status sample.Status) sample.Status {
	if status == sample.StatusCompleted {
		return sample.StatusPosted
	}
	return status
}

// parcelOf is the place of a sample on its seller's lists of parcels, if it is on one.
func parcelOf(s sample.Sample) (none keys.Entry) {
	if list := s.Parcels(); list != "" {
		return keys.ParcelOfSeller(s.SellerID, string(list), s.ID, s.RegistrationID)
	}
	return none
}

// shipmentPlace is the place of a sample on its seller's lists by what came of the parcel, if it is there.
func shipmentPlace(s sample.Sample) (none keys.Entry) {
	if s.ParcelEnded() {
		return parcelOf(s)
	}
	return none
}

// moved stores a change of a sample, with its place on its seller's lists.
func moved(before, after sample.Sample, e event.Event) table.Change {
	c := table.Moved(before, after, e, layout)
	if was, is := shipmentPlace(before), shipmentPlace(after); was != is {
		c.Put(table.Place(table.Item{}, keys.Shipment(after.ID), table.Places{GSI2: is}), "", nil, table.Always(table.ErrChanged))
	}
	return c
}

// sampled says which sample of a product an agency sent to a creator.
type sampled struct {
	SampleID string `json:"sampleId"`
}

// ordered is what a creator's entry of a sample says of it besides its id.
type ordered struct {
	RegistrationID string `json:"registrationId"`
}

// Ordered stores a new sample, takes it off the product's allocation and stock, and keeps the agency from sending the
// same product to the creator again, in whichever campaign, unless it is a repeat of that sample (feature F5). It is refused with sample.ErrAlreadySampled,
// registration.ErrOutOfStock, ErrExhausted or ErrClosed, and with what sample.Facts.LimitsReached says of the policy's limits.
func Ordered(s sample.Sample, e event.Event, p policy.Policy) table.Change {
	c := table.Made(s, e, layout, table.Always(table.ErrChanged))
	if s.Repeats != "" {
		markSampled(&c, s, s.Repeats, s.ID)
	} else {
		createMark(&c, s)
	}
	table.Create(&c, ordered{s.RegistrationID}, func(ordered) (keys.Key, table.Places) {
		return keys.CreatorSample(s.CreatorID, s.ID), table.Places{
			GSI1: keys.SampleOfProduct(s.RegistrationID, s.ID), GSI2: keys.SampleByDate(s.CampaignID(), s.ID),
		}
	}, table.Always(table.ErrChanged))
	countOrder(&c, s, p)
	c.Update(keys.Registration(s.CampaignID(), s.RegistrationID),
		"SET samplesOrdered = samplesOrdered + :one, stock = stock - :one",
		"#status IN (:approved, :closing) AND samplesOrdered < sampleQuantity AND stock > :zero",
		map[string]string{"#status": "status"},
		table.Item{
			":one": table.Number(1), ":zero": table.Number(0),
			":approved": table.Text(string(registration.StatusApproved)), ":closing": table.Text(string(registration.StatusPendingClosed)),
		},
		func(there table.Item) error {
			r, err := table.Decode[registration.Registration](there)
			if err != nil {
				return err
			}
			if err := r.CheckAvailable(); err != nil {
				return err
			}
			return table.ErrChanged
		})
	return c
}

// createMark notes that the agency has sent the product to the creator, for the first time.
func createMark(c *table.Change, s sample.Sample) {
	table.Create(c, sampled{s.ID}, func(sampled) (keys.Key, table.Places) {
		return keys.Sampled(s.CreatorID, s.AgencyID, s.ProductID), table.Places{}
	}, func(there table.Item) error {
		return sample.ErrAlreadySampled.With("sampleId", table.TextOf(there, "sampleId"))
	})
}

// markSampled notes another sample of the product in place of the one that was sent before.
func markSampled(c *table.Change, s sample.Sample, from, to string) {
	c.Update(keys.Sampled(s.CreatorID, s.AgencyID, s.ProductID), "SET sampleId = :to", "sampleId = :from", nil,
		table.Item{":to": table.Text(to), ":from": table.Text(from)}, table.Always(table.ErrChanged))
}

// Changed stores a change of a sample. One that ends is open no more.
func Changed(before, after sample.Sample, e event.Event) table.Change {
	c := moved(before, after, e)
	countEnd(&c, before, after)
	freeApplication(&c, before, after, e.At)
	return c
}

// Released stores the end of a sample that waits to be shipped: its place in the allocation and the stock is free
// again, and the creator can be sent the product. Of a sample that was to be sent again only that parcel comes back: the
// first one left.
func Released(before, after sample.Sample, e event.Event) table.Change {
	c := Changed(before, after, e)
	if before.Reships > 0 {
		c.Update(keys.Registration(before.CampaignID(), before.RegistrationID), "SET stock = stock + :one", "", nil,
			table.Item{":one": table.Number(1)}, table.Always(table.ErrChanged))
		return c
	}
	c.Update(keys.Registration(before.CampaignID(), before.RegistrationID),
		"SET samplesOrdered = samplesOrdered - :one, stock = stock + :one", "samplesOrdered > :zero", nil,
		table.Item{":one": table.Number(1), ":zero": table.Number(0)}, table.Always(table.ErrChanged))
	if before.Repeats != "" { // then the one before is the last that was sent
		markSampled(&c, before, before.ID, before.Repeats)
		return c
	}
	c.Remove(keys.Sampled(before.CreatorID, before.AgencyID, before.ProductID), "", nil, nil, nil) // this sample's, while it is open
	return c
}

// Get reads a sample, up to date. It answers sample.ErrNotFound.
func Get(ctx context.Context, t *table.Table, sampleID string) (sample.Sample, error) {
	items, err := t.Read(ctx, keys.Sample(sampleID))
	if err != nil {
		return sample.Sample{}, err
	}
	return from(items, sampleID)
}

// GetOf is Sample for one of its parties; to anybody else it does not exist.
func GetOf(ctx context.Context, t *table.Table, partyID, sampleID string) (sample.Sample, error) {
	s, err := Get(ctx, t, sampleID)
	if err == nil {
		err = s.CheckParty(partyID)
	}
	return s, err
}

// Asked is a sample, or why there is none.
type Asked struct {
	Sample sample.Sample
	Err    error
}

// EachOf is GetOf for many samples, in their order and in one round trip. For dispatch-samples.
func EachOf(ctx context.Context, t *table.Table, partyID string, sampleIDs []string) ([]Asked, error) {
	wanted := make([]keys.Key, 0, len(sampleIDs))
	for _, id := range sampleIDs {
		wanted = append(wanted, keys.Sample(id))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	out := make([]Asked, 0, len(sampleIDs))
	for _, id := range sampleIDs {
		s, err := ofParty(items, partyID, id)
		out = append(out, Asked{s, err})
	}
	return out, nil
}

// ofParty is a sample of one of its parties, from items that were read; to anybody else it does not exist.
func ofParty(items table.Found, partyID, sampleID string) (sample.Sample, error) {
	s, err := from(items, sampleID)
	if err == nil {
		err = s.CheckParty(partyID)
	}
	if err != nil {
		return sample.Sample{}, err
	}
	return s, nil
}

func from(items table.Found, sampleID string) (sample.Sample, error) {
	s, ok, err := table.As[sample.Sample](items, keys.Sample(sampleID))
	if err == nil && !ok {
		err = sample.ErrNotFound
	}
	return s, err
}

// WithEvents reads a sample with its timeline, up to date. Table, PK = SAMPLE#id. For get-sample.
func WithEvents(ctx context.Context, t *table.Table, sampleID string) (sample.Sample, []event.Event, error) {
	items, err := t.All(ctx, table.Query{Partition: keys.Sample(sampleID).PK})
	if err != nil {
		return sample.Sample{}, nil, err
	}
	var events []table.Item
	all := table.Found{}
	for _, item := range items {
		key := table.KeyOf(item)
		all[key] = item
		if table.IsEvent(key) {
			events = append(events, item)
		}
	}
	s, err := from(all, sampleID)
	if err != nil {
		return sample.Sample{}, nil, err
	}
	timeline, err := table.DecodeEvents(events)
	return s, timeline, err
}
