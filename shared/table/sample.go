package table

import (
	"context"

	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

func sampleLayout(s sample.Sample) (Key, indexed) {
	in := indexed{GSI1: sampleByContent(s.CampaignID, string(s.Content()), string(s.Status), s.Status.Rank(), s.ID)}
	if s.Status == sample.ReadyToShip {
		in.GSI2 = queueEntry(s.SellerID, s.ID)
	}
	if s.NextReminderAt != nil {
		in.GSI3 = dueEntry(*s.NextReminderAt, s.ID)
	}
	if !s.Status.Final() && (s.Recovery == nil || !s.Recovery.Stuck) {
		in.GSI4 = openEntry(s.ID)
	}
	return sampleKey(s.ID), in
}

// sampled says which sample of a product an agency sent to a creator.
type sampled struct {
	SampleID string `json:"sampleId"`
}

// SampleOrdered stores a new sample, takes it off the product's allocation and stock, and keeps the agency from sending the
// same product to the creator again, in whichever campaign (feature F5). It is refused with sample.ErrAlreadySampled,
// registration.ErrOutOfStock, ErrExhausted or ErrClosed, and with what sample.Facts.LimitsReached says of the policy's limits.
func SampleOrdered(s sample.Sample, e event.Event, p policy.Policy) Change {
	c := made(s, e, sampleLayout, always(ErrChanged))
	create(&c, sampled{s.ID}, func(sampled) (Key, indexed) { return sampledKey(s.CreatorID, s.AgencyID, s.ProductID), indexed{} },
		func(there attributes) error {
			return sample.ErrAlreadySampled.With("sampleId", textOf(there, "sampleId"))
		})
	c.put(place(attributes{}, creatorSampleKey(s.CreatorID, s.ID), indexed{}), notThere, nil, always(ErrChanged))
	c.countOrder(s, p)
	c.update(registrationKey(s.CampaignID, s.RegistrationID),
		"SET samplesOrdered = samplesOrdered + :one, stock = stock - :one",
		"#status IN (:approved, :closing) AND samplesOrdered < sampleQuantity AND stock > :zero",
		map[string]string{"#status": "status"},
		attributes{
			":one": number(1), ":zero": number(0),
			":approved": text(string(registration.StatusApproved)), ":closing": text(string(registration.StatusPendingClosed)),
		},
		func(there attributes) error {
			r, err := decode[registration.Registration](there)
			if err != nil {
				return err
			}
			if err := r.CheckAvailable(); err != nil {
				return err
			}
			return ErrChanged
		})
	return c
}

// SampleChanged stores a change of a sample. One that ends is open no more.
func SampleChanged(before, after sample.Sample, e event.Event) Change {
	c := moved(before, after, e, sampleLayout)
	c.countEnd(before, after)
	c.freeApplication(before, after, e.At)
	return c
}

// SampleReleased stores the end of a sample that waits to be shipped: its place in the allocation and the stock is free
// again, and the creator can be sent the product. Of a sample that was to be sent again only that parcel comes back: the
// first one left.
func SampleReleased(before, after sample.Sample, e event.Event) Change {
	c := SampleChanged(before, after, e)
	if before.Reships > 0 {
		c.update(registrationKey(before.CampaignID, before.RegistrationID), "SET stock = stock + :one", "", nil,
			attributes{":one": number(1)}, always(ErrChanged))
		return c
	}
	c.update(registrationKey(before.CampaignID, before.RegistrationID),
		"SET samplesOrdered = samplesOrdered - :one, stock = stock + :one", "samplesOrdered > :zero", nil,
		attributes{":one": number(1), ":zero": number(0)}, always(ErrChanged))
	c.remove(sampledKey(before.CreatorID, before.AgencyID, before.ProductID), "sampleId = :sample", nil,
		attributes{":sample": text(before.ID)}, always(ErrChanged))
	return c
}

// Sample reads a sample, up to date. It answers sample.ErrNotFound.
func (t *Table) Sample(ctx context.Context, sampleID string) (sample.Sample, error) {
	items, err := t.read(ctx, sampleKey(sampleID))
	if err != nil {
		return sample.Sample{}, err
	}
	return sampleFrom(items, sampleID)
}

// SampleOf is Sample for one of its parties; to anybody else it does not exist.
func (t *Table) SampleOf(ctx context.Context, partyID, sampleID string) (sample.Sample, error) {
	s, err := t.Sample(ctx, sampleID)
	if err == nil {
		err = s.CheckParty(partyID)
	}
	return s, err
}

func sampleFrom(items found, sampleID string) (sample.Sample, error) {
	s, ok, err := as[sample.Sample](items, sampleKey(sampleID))
	if err == nil && !ok {
		err = sample.ErrNotFound
	}
	return s, err
}

// SampleAndEvents reads a sample with its timeline, up to date. Table, PK = SAMPLE#id. For get-sample.
func (t *Table) SampleAndEvents(ctx context.Context, sampleID string) (sample.Sample, []event.Event, error) {
	items, err := t.all(ctx, query{partition: sampleKey(sampleID).PK})
	if err != nil {
		return sample.Sample{}, nil, err
	}
	var events []attributes
	all := found{}
	for _, item := range items {
		key := keyOf(item)
		all[key] = item
		if isEvent(key) {
			events = append(events, item)
		}
	}
	s, err := sampleFrom(all, sampleID)
	if err != nil {
		return sample.Sample{}, nil, err
	}
	timeline, err := decodeEvents(events)
	return s, timeline, err
}

// CampaignSamples lists one page of a campaign's samples on one tab, by status and age; status may be empty. GSI1, PK =
// SAMPLES#campaign#tab. For track-samples.
func (t *Table) CampaignSamples(ctx context.Context, campaignID string, tab sample.Content, status sample.Status, p Page) ([]sample.Sample, string, error) {
	q := query{index: "GSI1", partition: contentPartition(campaignID, string(tab))}
	if status != "" {
		q.prefix = statusPrefix(status.Rank(), string(status))
	}
	return pageOf[sample.Sample](ctx, t, q, p)
}
