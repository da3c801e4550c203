package table

import (
	"context"
	"reflect"
	"slices"

	"samplepath/shared/campaign"
)

// listed is how far the marketplace has followed a campaign. Its version fences: who writes entries for one version
// checks with every write that nobody has begun on a later one. Listings are those that may have left entries.
type listed struct {
	Version  int                `json:"version"`
	Settled  bool               `json:"settled"`
	Listings []campaign.Listing `json:"listings,omitempty"`
}

// entry is a campaign's item on a shelf. It goes by itself after the registration's end.
type entry struct {
	AgencyMarket string   `json:"agencyMarket,omitempty"`
	Words        []string `json:"words,omitempty"`
	Expires      int64    `json:"expiresAt"`
}

// ListCampaign brings the marketplace to where a campaign stands now. However often, late, out of order or side by side
// it is called, the entries end as the newest version says: each call goes by the campaign itself, a later version shuts
// out an earlier one, and whoever has written looks again. A call that dies half-way is finished by the next. For
// index-campaign.
func (t *Table) ListCampaign(ctx context.Context, campaignID string) error {
	for {
		settled, err := Decide(ctx, func() (bool, error) { return t.list(ctx, campaignID) })
		if settled || err != nil {
			return err
		}
	}
}

// list writes what the marketplace lacks, and says whether nothing did. The campaign is read first: a call for an earlier
// version that claims the marketplace behind the second read will then find the version that this one has read.
func (t *Table) list(ctx context.Context, campaignID string) (settled bool, err error) {
	items, err := t.read(ctx, campaignKey(campaignID))
	if err != nil {
		return false, err
	}
	c, err := campaignFrom(items, "", campaignID)
	if err != nil {
		return false, err
	}
	if items, err = t.read(ctx, listedKey(campaignID)); err != nil {
		return false, err
	}
	was, _, err := as[listed](items, listedKey(campaignID))
	if err != nil {
		return false, err
	}
	listing := c.Listing()
	stands := campaign.Listing{}
	if len(was.Listings) > 0 {
		stands = was.Listings[len(was.Listings)-1]
	}
	if (was.Settled || was.Version == 0) && reflect.DeepEqual(stands, listing) {
		return true, nil
	}
	if was.Version < c.Version {
		claimed := listed{Version: c.Version, Listings: append(was.Listings, listing)}
		if err := t.putListed(ctx, campaignID, claimed, was.Version); err != nil {
			return false, err
		}
	}
	if err := t.relist(ctx, c, was.Listings, listing); err != nil {
		return false, err
	}
	done := listed{Version: c.Version, Settled: true}
	if len(listing.Shelves) > 0 {
		done.Listings = []campaign.Listing{listing}
	}
	return false, t.putListed(ctx, campaignID, done, c.Version)
}

// putListed takes the fence on from a version, 0 for none, unless someone else has.
func (t *Table) putListed(ctx context.Context, campaignID string, l listed, from int) error {
	item, err := encode(l)
	if err != nil {
		return err
	}
	var c Change
	c.replaceWhole(place(item, listedKey(campaignID), indexed{}), from)
	return t.CommitOne(ctx, c)
}

// relist removes the entries of earlier listings and writes those of the present one, a few in a transaction, each with
// the fence.
func (t *Table) relist(ctx context.Context, c campaign.Campaign, earlier []campaign.Listing, now campaign.Listing) error {
	wanted := entriesOf(now, c.ID)
	stays := map[Key]bool{}
	for _, key := range wanted {
		stays[key] = true
	}
	entries := wanted
	for _, listing := range earlier {
		entries = append(entries, entriesOf(listing, c.ID)...)
	}
	slices.SortFunc(entries, compareKeys)
	for batch := range slices.Chunk(slices.Compact(entries), maxWrites-1) {
		var change Change
		change.update(listedKey(c.ID), "SET #version = :version", "#version = :version", map[string]string{"#version": "version"},
			attributes{":version": number(c.Version)}, always(ErrChanged))
		for _, key := range batch {
			if stays[key] {
				put(&change, entry{now.AgencyMarket, now.Words, now.Registration.End.Unix()}, key)
			} else {
				change.remove(key, "", nil, nil, always(ErrChanged))
			}
		}
		if err := t.Commit(ctx, change); err != nil {
			return err
		}
	}
	return nil
}

// entriesOf are the places of a listing: on each shelf, and under each beginning of a word.
func entriesOf(l campaign.Listing, campaignID string) []Key {
	var out []Key
	for _, shelf := range l.Shelves {
		out = append(out, marketplaceEntry(shelf, "", l.Registration, campaignID))
		for _, beginning := range l.Beginnings(shelf) {
			out = append(out, marketplaceEntry(shelf, beginning, l.Registration, campaignID))
		}
	}
	return out
}
