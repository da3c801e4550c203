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
	in := table.Places{GSI1: keys.SampleByContent(s.CampaignID(), string(s.TrackingTab()), string(s.Status), s.Status.Rank(), s.ID)}
	if s.Status == sample.StatusReadyToShip {
		in.GSI2 = keys.QueueEntry(s.SellerID, s.ID, s.RegistrationID)
	}
	if s.NextReminderAt != nil {
		in.GSI3 = keys.DueEntry(*s.NextReminderAt, s.ID)
	}
	if !s.Status.Final() && (s.Recovery == nil || !s.Recovery.Stuck) {
		in.GSI4 = keys.OpenEntry(s.ID)
	}
	return keys.Sample(s.ID), in
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
	c := table.Moved(before, after, e, layout)
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
