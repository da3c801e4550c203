package table

import (
	"context"

	"samplepath/shared/event"
	"samplepath/shared/sample"
)

// application is how the platform's word finds its sample.
type application struct {
	SampleID string `json:"sampleId"`
}

// SampleLinked stores a sample that was linked to an application, which no other sample can be linked to from then on;
// the application before it, if any, is free again. With the creator's open id its postings find the sample, too. It is
// refused with sample.ErrApplicationTaken.
func SampleLinked(before, after sample.Sample, creatorOpenID string, e event.Event) Change {
	c := SampleChanged(before, after, e)
	create(&c, application{after.ID}, func(application) (Key, indexed) {
		var in indexed
		if creatorOpenID != "" {
			in.GSI1 = applicationOfCreator(creatorOpenID, after.ProductID, after.ID)
		}
		return applicationKey(after.ApplicationID), in
	}, always(sample.ErrApplicationTaken))
	if before.ApplicationID != "" {
		c.remove(applicationKey(before.ApplicationID), "sampleId = :sample", nil, attributes{":sample": text(before.ID)}, always(ErrChanged))
	}
	return c
}

// Linked finds the sample that an application of the platform is, up to date; ok is false where no sample is linked to
// it. Table, PK = PLATFORM#id, then the sample. For receive-platform-event.
func (t *Table) Linked(ctx context.Context, applicationID string) (s sample.Sample, ok bool, err error) {
	items, err := t.read(ctx, applicationKey(applicationID))
	if err != nil {
		return s, false, err
	}
	link, ok, err := as[application](items, applicationKey(applicationID))
	if err != nil || !ok {
		return s, false, err
	}
	s, err = t.Sample(ctx, link.SampleID)
	return s, s.ApplicationID == applicationID, err
}

// LinkedTo finds the sample for which a creator posts about a product: the newest that is open, else the newest. ok is
// false where there is none. GSI1, PK = PLATFORM#CREATOR#creator#product, newest first, then the samples, up to date. For
// receive-platform-event.
func (t *Table) LinkedTo(ctx context.Context, creatorOpenID, productID string) (s sample.Sample, ok bool, err error) {
	entries, _, err := t.ask(ctx, query{index: "GSI1", partition: creatorApplications(creatorOpenID, productID), newest: true, limit: 10})
	if err != nil || len(entries) == 0 {
		return s, false, err
	}
	var keys []Key
	for _, entry := range entries {
		keys = append(keys, sampleKey(textOf(entry, Indexes[0].SortKey)))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return s, false, err
	}
	for i, key := range keys {
		candidate, found, err := as[sample.Sample](items, key)
		if err != nil {
			return s, false, err
		}
		if !found || applicationKey(candidate.ApplicationID).PK != textOf(entries[i], PK) {
			continue // linked otherwise meanwhile
		}
		if candidate.Content() != sample.Closed {
			return candidate, true, nil
		}
		if !ok {
			s, ok = candidate, true
		}
	}
	return s, ok, nil
}

// SampleFollowed stores the steps that a sample took at once on the platform's word, with the event of each, at least one.
// A sample that ends is open no more; one that was cancelled before it left is given back, and one without content
// restricts its creator. Each of these happens once: what is told after the end changes only the sample.
func SampleFollowed(before, after sample.Sample, events []event.Event) Change {
	store := SampleChanged
	switch {
	case before.Status.Final(): // more is told of one that has ended, which is counted already
	case after.Status == sample.Cancelled:
		store = SampleReleased
	case after.Status == sample.Missed:
		store = SampleMissed
	}
	last := len(events) - 1
	c := store(before, after, events[last])
	for _, e := range events[:last] {
		c.record(sampleKey(before.ID), e)
	}
	return c
}
