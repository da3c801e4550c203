package table

import (
	"context"

	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
)

// SampleReserved stores a sample that waits for its creator's authorization, as SampleOrdered does one that can be shipped
// (feature F9). The request must still be pending at this moment, so that whoever answers it finds the sample waiting.
func SampleReserved(s sample.Sample, a authorization.Authorization, e event.Event, p policy.Policy) Change {
	var c Change
	c.check(authorizationKey(s.AgencyID, s.CreatorID), "requestId = :request AND #status = :pending", map[string]string{"#status": "status"},
		attributes{":request": text(a.RequestID), ":pending": text(string(authorization.Pending))}, always(ErrChanged))
	return c.And(SampleOrdered(s, e, p))
}

// SampleAuthorized stores that a sample goes on to its shipment, if the authorization is what it was when it was read.
func SampleAuthorized(before, after sample.Sample, a authorization.Authorization, e event.Event) Change {
	c := SampleChanged(before, after, e)
	c.unchanged(a)
	return c
}

// ReservationReleased stores the end of a sample that was not authorized, as SampleReleased does, if the authorization is
// what it was when it was read: an acceptance at the same moment is not lost.
func ReservationReleased(before, after sample.Sample, a authorization.Authorization, e event.Event) Change {
	c := SampleReleased(before, after, e)
	c.unchanged(a)
	return c
}

// unchanged is a condition that an authorization still is the version that was read.
func (c *Change) unchanged(a authorization.Authorization) {
	c.check(authorizationKey(a.AgencyID, a.CreatorID), "#version = :version", map[string]string{"#version": "version"},
		attributes{":version": number(a.Version)}, always(ErrChanged))
}

// Reservation reads a sample and then what stands between its agency and its creator, with the address that holds now, up
// to date. It answers sample.ErrNotFound. For authorize-sample and expire-overdue.
func (t *Table) Reservation(ctx context.Context, sampleID string) (sample.Sample, authorization.Authorization, error) {
	none := authorization.Authorization{}
	s, err := t.Sample(ctx, sampleID)
	if err != nil {
		return s, none, err
	}
	items, err := t.read(ctx, authorizationKey(s.AgencyID, s.CreatorID), profileKey(s.CreatorID))
	if err != nil {
		return s, none, err
	}
	a, err := effectiveFrom(items, s.AgencyID, s.CreatorID)
	return s, a, err
}
