package campaigns

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/campaign"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Marketplace lists one page of the campaigns that a seller looks for and may register products in now, the earliest closing
// date first. Table, PK = MARKETPLACE#shelf, or MARKETPLACE#shelf#WORD#beginning, SK after now: one query for each
// shelf, side by side, then the campaigns themselves. It costs the same however many campaigns there are. Campaigns
// whose registration has not begun, invitations without the words, and words beyond the longest one, are left out
// afterwards, so a page may be short before the last one. For browse-marketplace.
func Marketplace(ctx context.Context, t *table.Table, s campaign.Search, now time.Time, p table.Page) ([]campaign.Campaign, string, error) {
	bound := table.Query{Partition: "MARKETPLACE", Prefix: strings.Join(append([]string{string(s.Filter), s.Shop.Market, s.Shop.Code}, s.Words...), "#")}
	after, err := bound.Resume(p.Caller, p.Cursor)
	if err != nil {
		return nil, "", err
	}
	from := max(keys.Stamp(now)+"#~", table.TextOf(after, table.SK))
	shelves, err := lookAt(ctx, t, s, from, p.Limit)
	if err != nil {
		return nil, "", err
	}
	ids, next := merge(shelves, s, now, p.Limit)
	wanted := make([]keys.Key, 0, len(ids))
	for _, id := range ids {
		wanted = append(wanted, keys.Campaign(id))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	var out []campaign.Campaign
	for _, key := range wanted {
		c, ok, err := table.As[campaign.Campaign](items, key)
		if err != nil {
			return nil, "", err
		}
		if ok && s.Finds(c, now) { // entries lag behind
			out = append(out, c)
		}
	}
	if next == "" {
		return out, "", nil
	}
	return out, bound.Cursor(p.Caller, table.Item{table.SK: table.Text(next)}), nil
}

// shelf is what was read of one: entries by key, and whether there are more behind the last.
type shelf struct {
	entries []table.Item
	more    bool
}

// lookAt reads the next entries of each shelf. Where words are looked for, the longest one says which entries; on a shelf
// that is not found by words, every entry is looked at.
func lookAt(ctx context.Context, t *table.Table, s campaign.Search, from string, limit int) ([]shelf, error) {
	beginning := ""
	if len(s.Words) > 0 {
		beginning = campaign.Beginning(slices.MaxFunc(s.Words, func(a, b string) int { return cmp.Compare(len(a), len(b)) }))
	}
	shelves := s.Shelves()
	out := make([]shelf, len(shelves))
	group, reading := errgroup.WithContext(ctx)
	for i, name := range shelves {
		q := table.Query{Partition: keys.MarketplacePartition(name, beginning), Limit: limit}
		if !name.Searched() {
			q.Partition = keys.MarketplacePartition(name, "")
		}
		q.After = table.Primary(keys.Key{PK: q.Partition, SK: from})
		group.Go(func() error {
			entries, next, err := t.Ask(reading, q)
			out[i] = shelf{entries, len(next) > 0}
			return err
		})
	}
	return out, group.Wait()
}

// merge takes the first entries of all shelves, in one order, that are open and looked for, up to limit; and says after
// which key to go on, or "" at the end.
func merge(shelves []shelf, s campaign.Search, now time.Time, limit int) (campaignIDs []string, next string) {
	var all []table.Item
	until := "" // what lies behind the last entry of a shelf that has more must wait for it
	for _, read := range shelves {
		all = append(all, read.entries...)
		if read.more && len(read.entries) > 0 {
			last := table.TextOf(read.entries[len(read.entries)-1], table.SK)
			if until == "" || last < until {
				until = last
			}
		}
	}
	slices.SortFunc(all, func(a, b table.Item) int { return cmp.Compare(table.TextOf(a, table.SK), table.TextOf(b, table.SK)) })
	for i, item := range all {
		place := table.TextOf(item, table.SK)
		if until != "" && place > until {
			break
		}
		part := strings.Split(place, "#") // see keys.MarketplaceEntry
		if len(part) != 3 || part[1] > keys.Stamp(now) {
			continue
		}
		if e, err := table.Decode[MarketplaceItem](item); err != nil || !s.Wants(e.AgencyMarket, e.Words) {
			continue
		}
		campaignIDs = append(campaignIDs, part[2])
		if len(campaignIDs) == limit && (i+1 < len(all) || until != "") {
			return campaignIDs, place
		}
	}
	return campaignIDs, until
}
