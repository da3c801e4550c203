package table

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"samplepath/shared/campaign"
)

// Marketplace lists one page of the campaigns that a seller looks for and may register products in now, those that close
// first first. Table, PK = MARKETPLACE#shelf, or MARKETPLACE#shelf#WORD#beginning, SK after now: one query for each
// shelf, side by side, then the campaigns themselves. It costs the same however many campaigns there are. Campaigns
// whose registration has not begun, invitations without the words, and words beyond the longest one, are left out
// afterwards, so a page may be short before the last one. For browse-marketplace.
func (t *Table) Marketplace(ctx context.Context, s campaign.Search, now time.Time, p Page) ([]campaign.Campaign, string, error) {
	bound := query{partition: "MARKETPLACE", prefix: strings.Join(append([]string{string(s.Filter), s.Shop.Market, s.Shop.Code}, s.Words...), "#")}
	after, err := bound.resume(p.Caller, p.Cursor)
	if err != nil {
		return nil, "", err
	}
	from := max(stamp(now)+"#~", textOf(after, SK))
	shelves, err := t.lookAt(ctx, s, from, p.Limit)
	if err != nil {
		return nil, "", err
	}
	ids, next := merge(shelves, s, now, p.Limit)
	keys := make([]Key, 0, len(ids))
	for _, id := range ids {
		keys = append(keys, campaignKey(id))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	var out []campaign.Campaign
	for _, key := range keys {
		c, ok, err := as[campaign.Campaign](items, key)
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
	return out, bound.cursor(p.Caller, attributes{SK: text(next)}), nil
}

// shelf is what was read of one: entries by key, and whether there are more behind the last.
type shelf struct {
	entries []attributes
	more    bool
}

// lookAt reads the next entries of each shelf. Where words are looked for, the longest one says which entries; on a shelf
// that is not found by words, every entry is looked at.
func (t *Table) lookAt(ctx context.Context, s campaign.Search, from string, limit int) ([]shelf, error) {
	beginning := ""
	if len(s.Words) > 0 {
		beginning = campaign.Beginning(slices.MaxFunc(s.Words, func(a, b string) int { return cmp.Compare(len(a), len(b)) }))
	}
	shelves := s.Shelves()
	out, failed := make([]shelf, len(shelves)), make([]error, len(shelves))
	var group sync.WaitGroup
	for i, name := range shelves {
		q := query{partition: marketplacePartition(name, beginning), limit: limit}
		if !name.Searched() {
			q.partition = marketplacePartition(name, "")
		}
		q.after = primary(Key{q.partition, from})
		group.Go(func() {
			entries, next, err := t.ask(ctx, q)
			out[i], failed[i] = shelf{entries, len(next) > 0}, err
		})
	}
	group.Wait()
	return out, errors.Join(failed...)
}

// merge takes the first entries of all shelves, in one order, that are open and looked for, up to limit; and says after
// which key to go on, or "" at the end.
func merge(shelves []shelf, s campaign.Search, now time.Time, limit int) (campaignIDs []string, next string) {
	var all []attributes
	until := "" // what lies behind the last entry of a shelf that has more must wait for it
	for _, read := range shelves {
		all = append(all, read.entries...)
		if read.more && len(read.entries) > 0 {
			last := textOf(read.entries[len(read.entries)-1], SK)
			if until == "" || last < until {
				until = last
			}
		}
	}
	slices.SortFunc(all, func(a, b attributes) int { return cmp.Compare(textOf(a, SK), textOf(b, SK)) })
	for i, item := range all {
		place := textOf(item, SK)
		if until != "" && place > until {
			break
		}
		part := strings.Split(place, "#") // see marketplaceEntry
		if len(part) != 3 || part[1] > stamp(now) {
			continue
		}
		if e, err := decode[entry](item); err != nil || !s.Wants(e.AgencyMarket, e.Words) {
			continue
		}
		campaignIDs = append(campaignIDs, part[2])
		if len(campaignIDs) == limit && (i+1 < len(all) || until != "") {
			return campaignIDs, place
		}
	}
	return campaignIDs, until
}
