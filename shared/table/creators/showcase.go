package creators

import (
	"context"
	"maps"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
)

func showcaseLayout(e showcase.Entry) (keys.Key, table.Places) {
	return keys.Showcase(e.CreatorID, e.ProductID, e.RegistrationID), table.Places{GSI1: keys.HolderOfProduct(e.RegistrationID, e.AddedAt, e.CreatorID)}
}

// showcaseEntries lists a creator's showcase, or its entries of one product in all campaigns, up to date. Table, PK =
// CREATOR#id, SK begins with SHOWCASE#.
func showcaseEntries(ctx context.Context, t *table.Table, creatorID, productID string) ([]showcase.Entry, error) {
	prefix := "SHOWCASE#"
	if productID != "" {
		prefix += productID + "#"
	}
	items, err := t.All(ctx, table.Query{Partition: keys.Showcase(creatorID, "", "").PK, Prefix: prefix})
	if err != nil {
		return nil, err
	}
	return table.DecodeAll[showcase.Entry](items)
}

// ShowcaseEntries reads a creator's whole showcase, up to date. For remove-from-showcase.
func ShowcaseEntries(ctx context.Context, t *table.Table, creatorID string) ([]showcase.Entry, error) {
	return showcaseEntries(ctx, t, creatorID, "")
}

// Shown is an entry of a showcase with what it depends on.
type Shown struct {
	Entry        showcase.Entry
	Campaign     campaign.Campaign
	Registration registration.Registration
}

// Showcase lists one page of a creator's showcase, by product, then the campaigns and products, up to date. Table, PK =
// CREATOR#id, SK begins with SHOWCASE#. For list-showcase.
func Showcase(ctx context.Context, t *table.Table, creatorID string, p table.Page) ([]Shown, string, error) {
	found, cursor, err := t.Page(ctx, table.Query{Partition: keys.Showcase(creatorID, "", "").PK, Prefix: "SHOWCASE#"}, p)
	if err != nil {
		return nil, "", err
	}
	entries, err := table.DecodeAll[showcase.Entry](found)
	if err != nil {
		return nil, "", err
	}
	var wanted []keys.Key
	for _, e := range entries {
		wanted = append(wanted, keys.Campaign(e.CampaignID), keys.Registration(e.CampaignID, e.RegistrationID))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	out := make([]Shown, 0, len(entries))
	for _, e := range entries {
		c, err := campaigns.From(items, "", e.CampaignID)
		if err != nil {
			return nil, "", err
		}
		r, err := campaigns.RegistrationFrom(items, e.CampaignID, e.RegistrationID)
		if err != nil {
			return nil, "", err
		}
		out = append(out, Shown{e, c, r})
	}
	return out, cursor, nil
}

// AddedToShowcase stores a new entry, and counts it for the showcase and for the campaign's creator. It is refused with
// showcase.ErrAlreadyAdded where the product is in the showcase already, and with ErrTooManyEntries where that is full.
func AddedToShowcase(entry showcase.Entry, creator showcase.Creator, e event.Event) table.Change {
	var c table.Change
	const count = "SET creatorId = :id, handle = :handle, followers = :followers ADD products :one"
	who := table.Item{":id": table.Text(creator.ID), ":handle": table.Text(creator.Handle), ":followers": table.Number(creator.Followers), ":one": table.Number(1)}
	limited := maps.Clone(who)
	limited[":max"] = table.Number(showcase.MaxEntries)
	c.Update(keys.ShowcaseCount(entry.CreatorID), count, "attribute_not_exists(products) OR products < :max", nil, limited, table.Always(showcase.ErrTooManyEntries))
	c.Update(keys.CampaignCreator(entry.CampaignID, entry.CreatorID), count, "", nil, who, table.Always(table.ErrChanged))
	key, _ := showcaseLayout(entry)
	c.Record(key, e)
	table.Create(&c, entry, showcaseLayout, table.Always(showcase.ErrAlreadyAdded))
	return c
}

// ShowcaseRepriced stores an entry that was added again at another rate.
func ShowcaseRepriced(before, after showcase.Entry, e event.Event) table.Change {
	return table.Moved(before, after, e, showcaseLayout)
}

// RemovedFromShowcase takes an entry out, and off both counts. It is refused with showcase.ErrGone where it is out
// already.
func RemovedFromShowcase(before showcase.Entry, e event.Event) table.Change {
	var c table.Change
	less := table.Item{":less": table.Number(-1), ":none": table.Number(0)}
	c.Update(keys.ShowcaseCount(before.CreatorID), "ADD products :less", "products > :none", nil, less, table.Always(table.ErrChanged))
	c.Update(keys.CampaignCreator(before.CampaignID, before.CreatorID), "ADD products :less", "products > :none", nil, less, table.Always(table.ErrChanged))
	key, _ := showcaseLayout(before)
	c.Record(key, e)
	c.Remove(key, "#version = :was", map[string]string{"#version": "version"}, table.Item{":was": table.Number(before.Version)}, campaigns.ChangedOr(showcase.ErrGone))
	return c
}
