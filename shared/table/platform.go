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
// the application before it, if any, is free again. It is refused with sample.ErrApplicationTaken.
func SampleLinked(before, after sample.Sample, e event.Event) Change {
	c := SampleChanged(before, after, e)
	create(&c, application{after.ID}, func(application) (Key, indexed) { return applicationKey(after.ApplicationID), indexed{} },
		always(sample.ErrApplicationTaken))
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

// SampleFollowed stores the steps that a sample took at once on the platform's word, with the event of each, at least one.
// A sample that ends is open no more; one that was cancelled before it left is given back, and one without content
// restricts its creator.
func SampleFollowed(before, after sample.Sample, events []event.Event) Change {
	store := SampleChanged
	switch after.Status {
	case sample.Cancelled:
		store = SampleReleased
	case sample.Missed:
		store = SampleMissed
	default:
	}
	last := len(events) - 1
	c := store(before, after, events[last])
	for _, e := range events[:last] {
		c.record(sampleKey(before.ID), e)
	}
	return c
}
