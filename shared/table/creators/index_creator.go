package creators

import (
	"context"
	"slices"
	"strings"

	"samplepath/shared/authorization"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Index brings a creator's entries in the lists of a campaign to where the creator and the authorization stand now.
// However often, late, out of order or side by side it is called, they end as the newest authorization and the showcase
// say: a write is refused where either has gone on since it was read, and looks again. For index-creators.
func Index(ctx context.Context, t *table.Table, agencyID, campaignID, creatorID string) error {
	_, err := table.Decide(ctx, func() (struct{}, error) {
		return struct{}{}, index(ctx, t, agencyID, campaignID, creatorID)
	})
	return err
}

// index notes with the entries by which version of the authorization they were written.
func index(ctx context.Context, t *table.Table, agencyID, campaignID, creatorID string) error {
	key := keys.CampaignCreator(campaignID, creatorID)
	items, err := t.Read(ctx, key, keys.Authorization(agencyID, creatorID))
	if err != nil || items[key] == nil {
		return err
	}
	creator, _, err := table.As[CampaignCreator](items, key)
	if err != nil {
		return err
	}
	a, err := AuthorizationFrom(items, keys.Authorization(agencyID, creatorID))
	if err != nil {
		return err
	}
	var in table.Places
	if creator.Products > 0 {
		in.GSI1 = keys.CreatorByHandle(campaignID, string(a.Shown()), creator.Handle, creatorID)
		in.GSI2 = keys.CreatorByHandle(campaignID, "", creator.Handle, creatorID)
	}
	if in == placeOf(items[key]) {
		return nil
	}
	return t.Commit(ctx, Placed(key, creator, a, in))
}

// Placed puts a creator's entries where they belong, if what that follows from has not changed.
func Placed(key keys.Key, creator CampaignCreator, a authorization.Authorization, in table.Places) table.Change {
	names := []string{table.Indexes[0].PartitionKey, table.Indexes[0].SortKey, table.Indexes[1].PartitionKey, table.Indexes[1].SortKey}
	values := table.Item{":products": table.Number(creator.Products), ":handle": table.Text(creator.Handle), ":version": table.Number(a.Version)}
	expression := "SET indexedVersion = :version"
	if in == (table.Places{}) {
		expression += " REMOVE " + strings.Join(names, ", ")
	} else {
		places := table.Place(table.Item{}, key, in)
		for _, name := range names {
			expression += ", " + name + " = :" + name
			values[":"+name] = places[name]
		}
	}
	var c table.Change
	c.Update(key, expression,
		"products = :products AND handle = :handle AND (attribute_not_exists(indexedVersion) OR indexedVersion <= :version)",
		nil, values, table.Always(table.ErrChanged))
	return c
}

// placeOf are the places of an item in the indexes that list creators.
func placeOf(item table.Item) table.Places {
	at := func(i int) keys.Entry {
		return keys.Entry{PK: table.TextOf(item, table.Indexes[i].PartitionKey), SK: table.TextOf(item, table.Indexes[i].SortKey)}
	}
	return table.Places{GSI1: at(0), GSI2: at(1)}
}

// PromotedCampaigns are the ids of an agency's campaigns that a creator has products of in the showcase, which holds at
// most showcase.MaxEntries. Table, PK = CREATOR#id, SK begins with SHOWCASE#. For index-creators and Restriction.
func PromotedCampaigns(ctx context.Context, t *table.Table, agencyID, creatorID string) ([]string, error) {
	entries, err := showcaseEntries(ctx, t, creatorID, "")
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
