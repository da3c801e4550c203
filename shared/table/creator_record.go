package table

import (
	"context"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/event"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
)

// SampleMissed stores a sample that ended without content, and restricts its creator for the agency (feature I7).
func SampleMissed(before, after sample.Sample, e event.Event) Change {
	c := moved(before, after, e, sampleLayout)
	since, err := encodeTime(e.At)
	if err != nil {
		c.err = err
		return c
	}
	c.update(creatorRecordKey(before.AgencyID, before.CreatorID),
		"SET restrictedSince = :since, restrictedBy = :sample REMOVE restrictionReason ADD #version :one, #open :less, #missed :one", "",
		map[string]string{"#version": "version", "#open": openSamples, "#missed": missedSamples},
		attributes{":since": since, ":sample": text(before.ID), ":one": number(1), ":less": number(-1)}, always(ErrChanged))
	return c
}

// Restriction reads how an agency stands to a creator, up to date. It answers restriction.ErrNoCreator for a creator whom the
// agency has nothing to do with: it has sent no sample, asked for no authorization, and nothing of its campaigns is in the
// showcase, which holds at most showcase.MaxEntries. Both reads are made at once; Table, PK = CREATOR#id, SK begins with
// SHOWCASE#. For set-creator-restriction.
func (t *Table) Restriction(ctx context.Context, agencyID, creatorID string) (restriction.Restriction, error) {
	none := restriction.Restriction{}
	record, request := creatorRecordKey(agencyID, creatorID), authorizationKey(agencyID, creatorID)
	var items found
	var promoted []string
	group, reading := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		items, err = t.read(reading, record, request)
		return err
	})
	group.Go(func() (err error) {
		promoted, err = t.PromotedCampaigns(reading, agencyID, creatorID)
		return err
	})
	if err := group.Wait(); err != nil {
		return none, err
	}
	if items[record] == nil && items[request] == nil && len(promoted) == 0 {
		return none, restriction.ErrNoCreator
	}
	return restrictionFrom(items, agencyID, creatorID)
}

// MissedSample reads how an agency stands to a creator, up to date, and a sample of it; a sample of somebody else is
// sample.ErrNotFound. For set-creator-restriction.
func (t *Table) MissedSample(ctx context.Context, agencyID, creatorID, sampleID string) (restriction.Restriction, sample.Sample, error) {
	items, err := t.read(ctx, creatorRecordKey(agencyID, creatorID), sampleKey(sampleID))
	if err != nil {
		return restriction.Restriction{}, sample.Sample{}, err
	}
	s, err := sampleFrom(items, sampleID)
	if err == nil && (s.AgencyID != agencyID || s.CreatorID != creatorID) {
		err = sample.ErrNotFound
	}
	if err != nil {
		return restriction.Restriction{}, s, err
	}
	r, err := restrictionFrom(items, agencyID, creatorID)
	return r, s, err
}

func restrictionFrom(items found, agencyID, creatorID string) (restriction.Restriction, error) {
	r, _, err := as[restriction.Restriction](items, creatorRecordKey(agencyID, creatorID))
	r.AgencyID, r.CreatorID = agencyID, creatorID
	return r, err
}

// SampleExcused stores that a missed sample does not count, where nothing else of the creator's record changes.
func SampleExcused(before, after sample.Sample, e event.Event) Change {
	c := SampleChanged(before, after, e)
	c.update(creatorRecordKey(before.AgencyID, before.CreatorID), "ADD #missed :less", "", map[string]string{"#missed": missedSamples},
		attributes{":less": number(-1)}, always(ErrChanged))
	return c
}

// RestrictionLifted stores a restriction that was lifted together with the excuse of the missed sample.
func RestrictionLifted(before, after restriction.Restriction, e event.Event, missed, excused sample.Sample, excuse event.Event) Change {
	return SampleChanged(missed, excused, excuse).And(restrictionChanged(before, after, e, " ADD "+missedSamples+" :less", attributes{":less": number(-1)}))
}

// RestrictionChanged stores a restriction that was set or lifted. Other fields of the creator's record stand.
func RestrictionChanged(before, after restriction.Restriction, e event.Event) Change {
	return restrictionChanged(before, after, e, "", attributes{})
}

func restrictionChanged(before, after restriction.Restriction, e event.Event, count string, values attributes) Change {
	var c Change
	values[":reason"], values[":next"] = text(after.Reason), number(after.Version)
	values[":agency"], values[":creator"] = text(after.AgencyID), text(after.CreatorID)
	set := "SET restrictionReason = :reason, #version = :next, agencyId = :agency, creatorId = :creator"
	if after.RestrictedSince == nil {
		set += " REMOVE restrictedSince, restrictedBy"
	} else {
		since, err := encodeTime(*after.RestrictedSince)
		if err != nil {
			c.err = err
			return c
		}
		values[":since"] = since
		set += ", restrictedSince = :since REMOVE restrictedBy"
	}
	condition := "attribute_not_exists(#version)"
	if before.Version > 0 {
		condition = "#version = :was"
		values[":was"] = number(before.Version)
	}
	key := creatorRecordKey(after.AgencyID, after.CreatorID)
	c.update(key, set+count, condition, map[string]string{"#version": "version"}, values, always(ErrChanged))
	c.record(Key{key.PK + "#" + key.SK, ""}, e)
	return c
}
