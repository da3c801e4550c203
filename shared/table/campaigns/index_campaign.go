package campaigns

import (
	"context"
	"reflect"
	"slices"

	"samplepath/shared/campaign"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// indexState is how far the marketplace has followed a campaign. Its version is the campaign's that is being listed: every write
// of entries checks that it still stands, so that a call for an earlier version writes nothing after a later call has begun.
// Listings are those of whose entries some may still be there.
type indexState struct {
	Version  int                `json:"version"`
	Settled  bool               `json:"settled"`
	Listings []campaign.Listing `json:"listings,omitempty"`
}

// MarketplaceItem is a campaign's item on a shelf. DynamoDB deletes it after the end of the registration (TTLAttribute).
type MarketplaceItem struct {
	AgencyMarket string   `json:"agencyMarket,omitempty"`
	Words        []string `json:"words,omitempty"`
	Expires      int64    `json:"expiresAt"`
}

// Index brings the marketplace to where a campaign stands now. However often, late, out of order or side by side
// it is called, the entries end as the newest version says: each call goes by the campaign itself, a later version shuts
// out an earlier one, and whoever has written looks again. A call that dies half-way is finished by the next. For
// index-campaign.
func Index(ctx context.Context, t *table.Table, campaignID string) error {
	for {
		settled, err := table.Decide(ctx, func() (bool, error) { return index(ctx, t, campaignID) })
		if settled || err != nil {
			return err
		}
	}
}

// index writes what the marketplace lacks, and says whether nothing did. The campaign is read first: a call for an earlier
// version that claims the marketplace behind the second read will then find the version that this one has read.
func index(ctx context.Context, t *table.Table, campaignID string) (settled bool, err error) {
	items, err := t.Read(ctx, keys.Campaign(campaignID))
	if err != nil {
		return false, err
	}
	c, err := From(items, "", campaignID)
	if err != nil {
		return false, err
	}
	if items, err = t.Read(ctx, keys.Listed(campaignID)); err != nil {
		return false, err
	}
	was, _, err := table.As[indexState](items, keys.Listed(campaignID))
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
		claimed := indexState{Version: c.Version, Listings: append(was.Listings, listing)}
		if err := putListed(ctx, t, campaignID, claimed, was.Version); err != nil {
			return false, err
		}
	}
	if err := relist(ctx, t, c, was.Listings, listing); err != nil {
		return false, err
	}
	done := indexState{Version: c.Version, Settled: true}
	if len(listing.Shelves) > 0 {
		done.Listings = []campaign.Listing{listing}
	}
	return false, putListed(ctx, t, campaignID, done, c.Version)
}

// putListed stores the version that is being listed in place of an earlier one, 0 for none, unless another call has done so first.
func putListed(ctx context.Context, t *table.Table, campaignID string, l indexState, from int) error {
	item, err := table.Encode(l)
	if err != nil {
		return err
	}
	var c table.Change
	c.ReplaceWhole(table.Place(item, keys.Listed(campaignID), table.Places{}), from)
	return t.CommitOne(ctx, c)
}

// relist removes the entries of earlier listings and writes those of the present one, a few in a transaction. Each transaction
// checks that the version which is being listed still stands.
func relist(ctx context.Context, t *table.Table, c campaign.Campaign, earlier []campaign.Listing, now campaign.Listing) error {
	wanted := EntriesOf(now, c.ID)
	stays := map[keys.Key]bool{}
	for _, key := range wanted {
		stays[key] = true
	}
	entries := wanted
	for _, listing := range earlier {
		entries = append(entries, EntriesOf(listing, c.ID)...)
	}
	slices.SortFunc(entries, table.CompareKeys)
	for batch := range slices.Chunk(slices.Compact(entries), table.MaxWrites-1) {
		var change table.Change
		change.Update(keys.Listed(c.ID), "SET #version = :version", "#version = :version", map[string]string{"#version": "version"},
			table.Item{":version": table.Number(c.Version)}, table.Always(table.ErrChanged))
		for _, key := range batch {
			if stays[key] {
				table.Put(&change, MarketplaceItem{now.AgencyMarket, now.Words, now.Registration.End.Unix()}, key)
			} else {
				change.Remove(key, "", nil, nil, table.Always(table.ErrChanged))
			}
		}
		if err := t.Commit(ctx, change); err != nil {
			return err
		}
	}
	return nil
}

// EntriesOf are the places of a listing: on each shelf, and under each beginning of a word.
func EntriesOf(l campaign.Listing, campaignID string) []keys.Key {
	var out []keys.Key
	for _, shelf := range l.Shelves {
		out = append(out, keys.MarketplaceEntry(shelf, "", l.Registration, campaignID))
		for _, beginning := range l.Beginnings(shelf) {
			out = append(out, keys.MarketplaceEntry(shelf, beginning, l.Registration, campaignID))
		}
	}
	return out
}
