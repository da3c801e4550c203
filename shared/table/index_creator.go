package table

import (
	"context"
	"slices"
	"strings"

	"samplepath/shared/authorization"
)

// IndexCreator brings a creator's entries in the lists of a campaign to where the creator and the authorization stand now.
// However often, late, out of order or side by side it is called, they end as the newest authorization and the showcase
// say: a write is refused where either has gone on since it was read, and looks again. For index-creators.
func (t *Table) IndexCreator(ctx context.Context, agencyID, campaignID, creatorID string) error {
	_, err := Decide(ctx, func() (struct{}, error) {
		return struct{}{}, t.indexCreator(ctx, agencyID, campaignID, creatorID)
	})
	return err
}

// indexCreator notes with the entries by which version of the authorization they were written.
func (t *Table) indexCreator(ctx context.Context, agencyID, campaignID, creatorID string) error {
	key := campaignCreatorKey(campaignID, creatorID)
	items, err := t.read(ctx, key, authorizationKey(agencyID, creatorID))
	if err != nil || items[key] == nil {
		return err
	}
	creator, _, err := as[campaignCreator](items, key)
	if err != nil {
		return err
	}
	a, err := authorizationFrom(items, authorizationKey(agencyID, creatorID))
	if err != nil {
		return err
	}
	var in indexed
	if creator.Products > 0 {
		in.GSI1 = creatorByHandle(campaignID, string(a.Shown()), creator.Handle, creatorID)
		in.GSI2 = creatorByHandle(campaignID, "", creator.Handle, creatorID)
	}
	if in == placeOf(items[key]) {
		return nil
	}
	return t.Commit(ctx, creatorPlaced(key, creator, a, in))
}

// creatorPlaced puts a creator's entries where they belong, if what that follows from has not changed.
func creatorPlaced(key Key, creator campaignCreator, a authorization.Authorization, in indexed) Change {
	names := []string{Indexes[0].PartitionKey, Indexes[0].SortKey, Indexes[1].PartitionKey, Indexes[1].SortKey}
	values := attributes{":products": number(creator.Products), ":handle": text(creator.Handle), ":version": number(a.Version)}
	expression := "SET indexedVersion = :version"
	if in == (indexed{}) {
		expression += " REMOVE " + strings.Join(names, ", ")
	} else {
		places := place(attributes{}, key, in)
		for _, name := range names {
			expression += ", " + name + " = :" + name
			values[":"+name] = places[name]
		}
	}
	var c Change
	c.update(key, expression,
		"products = :products AND handle = :handle AND (attribute_not_exists(indexedVersion) OR indexedVersion <= :version)",
		nil, values, always(ErrChanged))
	return c
}

// placeOf are the places of an item in the indexes that list creators.
func placeOf(item attributes) indexed {
	at := func(i int) indexKey {
		return indexKey{textOf(item, Indexes[i].PartitionKey), textOf(item, Indexes[i].SortKey)}
	}
	return indexed{GSI1: at(0), GSI2: at(1)}
}

// PromotedCampaigns are the ids of an agency's campaigns that a creator has products of in the showcase, which holds at
// most showcase.MaxEntries. Table, PK = CREATOR#id, SK begins with SHOWCASE#. For index-creators and Restriction.
func (t *Table) PromotedCampaigns(ctx context.Context, agencyID, creatorID string) ([]string, error) {
	entries, err := t.entries(ctx, creatorID, "")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if e.AgencyID == agencyID {
			out = append(out, e.CampaignID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}
