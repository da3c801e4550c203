package samples

import (
	"context"

	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
)

// Reserved stores a sample that waits for its creator's authorization, as Ordered stores one that can be shipped
// (feature F9). The request must still be pending at this moment, so that whoever answers it finds the sample waiting.
func Reserved(s sample.Sample, a authorization.Authorization, e event.Event, p policy.Policy) table.Change {
	var c table.Change
	c.Check(keys.Authorization(s.AgencyID, s.CreatorID), "requestId = :request AND #status = :pending", map[string]string{"#status": "status"},
		table.Item{":request": table.Text(a.RequestID), ":pending": table.Text(string(authorization.StatusPending))}, table.Always(table.ErrChanged))
	return c.And(Ordered(s, e, p))
}

// Authorized stores that a sample goes on to its shipment, if the authorization is what it was when it was read.
func Authorized(before, after sample.Sample, a authorization.Authorization, e event.Event) table.Change {
	c := Changed(before, after, e)
	unchanged(&c, a)
	return c
}

// ReservationReleased stores the end of a sample that was not authorized, as Released does, if the authorization is
// what it was when it was read: an acceptance at the same moment is not lost.
func ReservationReleased(before, after sample.Sample, a authorization.Authorization, e event.Event) table.Change {
	c := Released(before, after, e)
	unchanged(&c, a)
	return c
}

// unchanged is a condition that an authorization still is the version that was read.
func unchanged(c *table.Change, a authorization.Authorization) {
	c.Check(keys.Authorization(a.AgencyID, a.CreatorID), "#version = :version", map[string]string{"#version": "version"},
		table.Item{":version": table.Number(a.Version)}, table.Always(table.ErrChanged))
}

// Reservation reads a sample and then what stands between its agency and its creator, with the address that holds now, up
// to date. It answers sample.ErrNotFound. For authorize-sample and expire-overdue.
func Reservation(ctx context.Context, t *table.Table, sampleID string) (sample.Sample, authorization.Authorization, error) {
	none := authorization.Authorization{}
	s, err := Get(ctx, t, sampleID)
	if err != nil {
		return s, none, err
	}
	items, err := t.Read(ctx, keys.Authorization(s.AgencyID, s.CreatorID), keys.Profile(s.CreatorID))
	if err != nil {
		return s, none, err
	}
	a, err := creators.EffectiveFrom(items, s.AgencyID, s.CreatorID)
	return s, a, err
}
