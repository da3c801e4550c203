package creators

import (
	"context"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/event"
	"samplepath/shared/restriction"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Restriction reads how an agency stands to a creator, up to date. It answers restriction.ErrNoCreator for a creator whom the
// agency has nothing to do with: it has sent no sample, asked for no authorization, and nothing of its campaigns is in the
// showcase, which holds at most showcase.MaxEntries. Both reads are made at once; Table, PK = CREATOR#id, SK begins with
// SHOWCASE#. For set-creator-restriction.
func Restriction(ctx context.Context, t *table.Table, agencyID, creatorID string) (restriction.Restriction, error) {
	none := restriction.Restriction{}
	record, request := keys.CreatorRecord(agencyID, creatorID), keys.Authorization(agencyID, creatorID)
	var items table.Found
	var promoted []string
	group, reading := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		items, err = t.Read(reading, record, request)
		return err
	})
	group.Go(func() (err error) {
		promoted, err = PromotedCampaigns(reading, t, agencyID, creatorID)
		return err
	})
	if err := group.Wait(); err != nil {
		return none, err
	}
	if items[record] == nil && items[request] == nil && len(promoted) == 0 {
		return none, restriction.ErrNoCreator
	}
	return RestrictionFrom(items, agencyID, creatorID)
}

// RestrictionFrom is how an agency stands to a creator, from items that were read.
func RestrictionFrom(items table.Found, agencyID, creatorID string) (restriction.Restriction, error) {
	r, _, err := table.As[restriction.Restriction](items, keys.CreatorRecord(agencyID, creatorID))
	r.AgencyID, r.CreatorID = agencyID, creatorID
	return r, err
}

// RestrictionChanged stores a restriction that was set or lifted. Other fields of the creator's record stand.
func RestrictionChanged(before, after restriction.Restriction, e event.Event) table.Change {
	return RestrictionChangedAnd(before, after, e, "", table.Item{})
}

// RestrictionChangedAnd is RestrictionChanged with another change of the same record, of a counter.
func RestrictionChangedAnd(before, after restriction.Restriction, e event.Event, count string, values table.Item) table.Change {
	var c table.Change
	values[":reason"], values[":next"] = table.Text(after.Reason), table.Number(after.Version)
	values[":agency"], values[":creator"] = table.Text(after.AgencyID), table.Text(after.CreatorID)
	set := "SET restrictionReason = :reason, #version = :next, agencyId = :agency, creatorId = :creator"
	if after.RestrictedSince == nil {
		set += " REMOVE restrictedSince, restrictedBy"
	} else {
		since, err := table.EncodeTime(*after.RestrictedSince)
		if err != nil {
			c.Fail(err)
			return c
		}
		values[":since"] = since
		set += ", restrictedSince = :since REMOVE restrictedBy"
	}
	condition := "attribute_not_exists(#version)"
	if before.Version > 0 {
		condition = "#version = :was"
		values[":was"] = table.Number(before.Version)
	}
	key := keys.CreatorRecord(after.AgencyID, after.CreatorID)
	c.Update(key, set+count, condition, map[string]string{"#version": "version"}, values, table.Always(table.ErrChanged))
	c.Record(keys.Key{PK: key.PK + "#" + key.SK}, e)
	return c
}
