package table

import (
	"context"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
)

func showcaseLayout(e showcase.Entry) (Key, indexed) {
	return showcaseKey(e.CreatorID, e.ProductID, e.RegistrationID), indexed{}
}

// entries lists a creator's showcase, or its entries of one product in all campaigns, up to date. Table, PK =
// CREATOR#id, SK begins with SHOWCASE#.
func (t *Table) entries(ctx context.Context, creatorID, productID string) ([]showcase.Entry, error) {
	prefix := "SHOWCASE#"
	if productID != "" {
		prefix += productID + "#"
	}
	items, err := t.all(ctx, query{partition: showcaseKey(creatorID, "", "").PK, prefix: prefix})
	if err != nil {
		return nil, err
	}
	return decodeAll[showcase.Entry](items)
}

// ShowcaseEntries reads a creator's whole showcase, up to date. For remove-from-showcase.
func (t *Table) ShowcaseEntries(ctx context.Context, creatorID string) ([]showcase.Entry, error) {
	return t.entries(ctx, creatorID, "")
}

// Shown is an entry of a showcase with what it depends on.
type Shown struct {
	Entry        showcase.Entry
	Campaign     campaign.Campaign
	Registration registration.Registration
}

// Showcase lists one page of a creator's showcase, by product, then the campaigns and products, up to date. Table, PK =
// CREATOR#id, SK begins with SHOWCASE#. For list-showcase.
func (t *Table) Showcase(ctx context.Context, creatorID string, p Page) ([]Shown, string, error) {
	found, cursor, err := t.page(ctx, query{partition: showcaseKey(creatorID, "", "").PK, prefix: "SHOWCASE#"}, p)
	if err != nil {
		return nil, "", err
	}
	entries, err := decodeAll[showcase.Entry](found)
	if err != nil {
		return nil, "", err
	}
	var keys []Key
	for _, e := range entries {
		keys = append(keys, campaignKey(e.CampaignID), registrationKey(e.CampaignID, e.RegistrationID))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	out := make([]Shown, 0, len(entries))
	for _, e := range entries {
		c, err := campaignFrom(items, "", e.CampaignID)
		if err != nil {
			return nil, "", err
		}
		r, err := registrationFrom(items, e.CampaignID, e.RegistrationID)
		if err != nil {
			return nil, "", err
		}
		out = append(out, Shown{e, c, r})
	}
	return out, cursor, nil
}

// AddedToShowcase stores a new entry, and counts it for the showcase and for the campaign's creator. It is refused with
// showcase.ErrAlreadyAdded where the product is in the showcase already, and with ErrTooManyEntries where that is full.
func AddedToShowcase(entry showcase.Entry, creator showcase.Creator, e event.Event) Change {
	var c Change
	c.update(showcaseCountKey(entry.CreatorID), "ADD products :one", "attribute_not_exists(products) OR products < :max", nil,
		attributes{":one": number(1), ":max": number(showcase.MaxEntries)}, always(showcase.ErrTooManyEntries))
	c.update(campaignCreatorKey(entry.CampaignID, entry.CreatorID),
		"SET creatorId = :id, handle = :handle, followers = :followers ADD products :one", "", nil,
		attributes{":id": text(creator.ID), ":handle": text(creator.Handle), ":followers": number(creator.Followers), ":one": number(1)},
		always(ErrChanged))
	key, _ := showcaseLayout(entry)
	c.record(key, e)
	create(&c, entry, showcaseLayout, always(showcase.ErrAlreadyAdded))
	return c
}

// ShowcaseRepriced stores an entry that was added again at another rate.
func ShowcaseRepriced(before, after showcase.Entry, e event.Event) Change {
	return moved(before, after, e, showcaseLayout)
}

// RemovedFromShowcase takes an entry out, and off both counts. It is refused with showcase.ErrGone where it is out
// already.
func RemovedFromShowcase(before showcase.Entry, e event.Event) Change {
	var c Change
	less := attributes{":less": number(-1), ":none": number(0)}
	c.update(showcaseCountKey(before.CreatorID), "ADD products :less", "products > :none", nil, less, always(ErrChanged))
	c.update(campaignCreatorKey(before.CampaignID, before.CreatorID), "ADD products :less", "products > :none", nil, less, always(ErrChanged))
	key, _ := showcaseLayout(before)
	c.record(key, e)
	c.remove(key, "#version = :was", map[string]string{"#version": "version"}, attributes{":was": number(before.Version)}, changedOr(showcase.ErrGone))
	return c
}
