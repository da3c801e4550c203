package samples

import (
	"context"

	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
)

// Missed stores a sample that ended without content, and on the agency's record of its creator what follows from that by the sample's
// policy (feature I7).
func Missed(before, after sample.Sample, e event.Event) table.Change {
	c := moved(before, after, e)
	values := table.Item{":sample": table.Text(before.ID), ":one": table.Number(1), ":less": table.Number(-1)}
	if mark, other := map[policy.NonPosting]string{policy.LowerPriority: lowerPriority, policy.Review: reviewFor}[after.Policy().NonPosting]; other {
		c.Update(keys.CreatorRecord(before.AgencyID, before.CreatorID), "SET "+mark+" = :sample ADD #open :less, #missed :one", "",
			map[string]string{"#open": openSamples, "#missed": missedSamples}, values, table.Always(table.ErrChanged))
		return c
	}
	place := creators.PlaceRestriction(&c, values, before.AgencyID, before.CreatorID, restriction.StatusRestricted, e.At)
	c.Update(keys.CreatorRecord(before.AgencyID, before.CreatorID),
		"SET restrictedSince = :at, restrictedBy = :sample, "+place+" REMOVE restrictionReason, liftedAt ADD #version :one, #open :less, #missed :one", "",
		map[string]string{"#version": "version", "#open": openSamples, "#missed": missedSamples}, values, table.Always(table.ErrChanged))
	return c
}

// ForExcuse reads how an agency stands to a creator, up to date, and a sample of it; a sample of somebody else is
// sample.ErrNotFound. For set-creator-restriction.
func ForExcuse(ctx context.Context, t *table.Table, agencyID, creatorID, sampleID string) (restriction.Restriction, sample.Sample, error) {
	items, err := t.Read(ctx, keys.CreatorRecord(agencyID, creatorID), keys.Sample(sampleID))
	if err != nil {
		return restriction.Restriction{}, sample.Sample{}, err
	}
	s, err := from(items, sampleID)
	if err == nil && (s.AgencyID != agencyID || s.CreatorID != creatorID) {
		err = sample.ErrNotFound
	}
	if err != nil {
		return restriction.Restriction{}, s, err
	}
	r, err := creators.RestrictionFrom(items, agencyID, creatorID)
	return r, s, err
}

// Excused stores that a missed sample does not count, where the creator is not restricted. What else followed from it for the
// creator ends with that.
func Excused(before, after sample.Sample, r restriction.Restriction, e event.Event) table.Change {
	c := Changed(before, after, e)
	expression, condition, values := "ADD #missed :less", "", table.Item{":less": table.Number(-1)}
	for mark, by := range map[string]string{reviewFor: r.ReviewFor, lowerPriority: r.LowerPriorityFor} {
		if by == before.ID {
			expression, condition, values[":sample"] = expression+" REMOVE "+mark, mark+" = :sample", table.Text(by)
		}
	}
	c.Update(keys.CreatorRecord(before.AgencyID, before.CreatorID), expression, condition, map[string]string{"#missed": missedSamples}, values, table.Always(table.ErrChanged))
	return c
}

// RestrictionLifted stores a restriction that was lifted together with the excuse of the missed sample.
func RestrictionLifted(before, after restriction.Restriction, e event.Event, missed, excused sample.Sample, excuse event.Event) table.Change {
	return Changed(missed, excused, excuse).And(creators.RestrictionChangedAnd(before, after, e, " ADD "+missedSamples+" :less", table.Item{":less": table.Number(-1)}))
}
