package creators

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/event"
	"samplepath/shared/restriction"
	"samplepath/shared/showcase"
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
	remove := " REMOVE restrictedSince"
	status, at, attribute := restriction.StatusLifted, after.LiftedAt, "liftedAt"
	if after.RestrictedSince != nil {
		status, at, attribute = restriction.StatusRestricted, after.RestrictedSince, "restrictedSince"
		remove = " REMOVE liftedAt, restrictedBy"
	}
	set += ", " + attribute + " = :at, " + PlaceRestriction(&c, values, after.AgencyID, after.CreatorID, status, *at)
	condition := "attribute_not_exists(#version)"
	if before.Version > 0 {
		condition = "#version = :was"
		values[":was"] = table.Number(before.Version)
	}
	key := keys.CreatorRecord(after.AgencyID, after.CreatorID)
	c.Update(key, set+remove+count, condition, map[string]string{"#version": "version"}, values, table.Always(table.ErrChanged))
	c.Record(keys.Key{PK: key.PK + "#" + key.SK}, e)
	return c
}

// PlaceRestriction is the part of an update of a creator's record that puts it among the agency's restrictions of a status, by the
// value :at, which is the time since when it has it. It adds these values.
func PlaceRestriction(c *table.Change, values table.Item, agencyID, creatorID string, status restriction.Status, at time.Time) string {
	encoded, err := table.EncodeTime(at)
	if err != nil {
		c.Fail(err)
	}
	place := keys.RestrictionOfAgency(agencyID, string(status), at, creatorID)
	values[":at"], values[":place"], values[":order"] = encoded, table.Text(place.PK), table.Text(place.SK)
	return table.Indexes[0].PartitionKey + " = :place, " + table.Indexes[0].SortKey + " = :order"
}

// Restricted is a restriction with who its creator is.
type Restricted struct {
	Restriction restriction.Restriction
	Creator     showcase.Creator
}

// Restrictions lists one page of an agency's restrictions of a status, the last that was set or lifted first, or the first one.
// GSI1, PK = AGENCY#id#RESTRICTIONS#status; the records and the creators come up to date in a second round trip. For
// list-creator-restrictions.
func Restrictions(ctx context.Context, t *table.Table, agencyID string, status restriction.Status, oldest bool, p table.Page) ([]Restricted, string, error) {
	q := table.Query{Index: "GSI1", Partition: keys.RestrictionsPartition(agencyID, string(status)), Newest: !oldest}
	entries, cursor, err := t.Page(ctx, q, p)
	if err != nil {
		return nil, "", err
	}
	var wanted []keys.Key
	for _, entry := range entries {
		key := table.KeyOf(entry)
		wanted = append(wanted, key, keys.ShowcaseCount(CreatorIn(key)))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	out := make([]Restricted, 0, len(entries))
	for _, entry := range entries {
		var one Restricted
		creatorID := CreatorIn(table.KeyOf(entry))
		if one.Restriction, err = RestrictionFrom(items, agencyID, creatorID); err != nil {
			return nil, "", err
		}
		if one.Creator, _, err = table.As[showcase.Creator](items, keys.ShowcaseCount(creatorID)); err != nil {
			return nil, "", err
		}
		if (one.Restriction.RestrictedSince != nil) == (status == restriction.StatusRestricted) { // the index lags behind
			out = append(out, one)
		}
	}
	return out, cursor, nil
}
