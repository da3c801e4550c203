package campaigns

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/campaign"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Marketplace lists one page of the campaigns that a seller looks for, whose registration has not ended, the earliest closing date
// first. Table, PK = MARKETPLACE#shelf, or MARKETPLACE#shelf#WORD#beginning, SK after now: one query for each shelf, side by side, then
// the campaigns themselves. It costs the same however many campaigns there are. What is asked of the registration, invitations without
// the words, and words beyond the longest one, are applied to what was read, so a page may be short before the last one. For
// browse-marketplace.
func Marketplace(ctx context.Context, t *table.Table, s campaign.Search, now time.Time, p table.Page) ([]campaign.Campaign, string, error) {
	m := table.Merge{
		Partitions: partitionsOf(s), Above: notOver(now), All: s.Registration == "",
		Bound: strings.Join(append([]string{string(s.Filter), string(s.Registration), s.Shop.Market, s.Shop.Code}, s.Words...), "#"),
	}
	wanted, cursor, err := table.Merged(ctx, t, m, p, func(item table.Item) (keys.Key, bool, error) {
		e, err := entryOf(item)
		return keys.Campaign(e.campaignID), s.Wants(e.AgencyMarket, e.Words) && s.Registers(e.statusAt(now)), err
	})
	if err != nil {
		return nil, "", err
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
	return out, cursor, nil
}

// notOver is the sort key behind which the entries of registrations lie that have not ended: see keys.MarketplaceEntry.
func notOver(now time.Time) string { return keys.Stamp(now) + "#~" }

// partitionsOf are the partitions to look at: one for each shelf. Where words are looked for, the longest one says which; on a shelf
// that is not found by words, every entry is looked at.
func partitionsOf(s campaign.Search) []string {
	beginning := ""
	if len(s.Words) > 0 {
		beginning = campaign.Beginning(slices.MaxFunc(s.Words, func(a, b string) int { return cmp.Compare(len(a), len(b)) }))
	}
	var out []string
	for _, shelf := range s.Shelves() {
		if !shelf.Searched() {
			out = append(out, keys.MarketplacePartition(shelf, ""))
			continue
		}
		out = append(out, keys.MarketplacePartition(shelf, beginning))
	}
	return out
}

// entry is a campaign's item on a shelf, with what its key says.
type entry struct {
	MarketplaceItem
	begins     string // of the registration
	campaignID string
}

func entryOf(item table.Item) (entry, error) {
	e, err := table.Decode[MarketplaceItem](item)
	part := strings.Split(table.TextOf(item, table.SK), "#") // see keys.MarketplaceEntry
	if err == nil && len(part) != 3 {
		err = fmt.Errorf("an entry of the marketplace has the key %q", part)
	}
	if err != nil {
		return entry{}, err
	}
	return entry{e, part[1], part[2]}, nil
}

// statusAt is how the registration stands at a time before its end.
func (e entry) statusAt(now time.Time) campaign.RegistrationStatus {
	if e.begins > keys.Stamp(now) {
		return campaign.RegistrationUpcoming
	}
	return campaign.RegistrationOpen
}

// CountMarketplace counts what a seller finds by each filter, whatever the words: of those whose registration ends first, up to
// table.Looked on each shelf. Table, PK = MARKETPLACE#shelf, SK after now: one query for each shelf, side by side. For
// browse-marketplace.
func CountMarketplace(ctx context.Context, t *table.Table, s campaign.Search, now time.Time) (map[campaign.Filter]int, error) {
	s.Words = nil
	counts := make([]int, len(campaign.Filters))
	group, ctx := errgroup.WithContext(ctx)
	for i, filter := range campaign.Filters {
		search := s
		search.Filter = filter
		m := table.Merge{Partitions: partitionsOf(search), Above: notOver(now)}
		group.Go(func() error {
			found, _, err := table.Merged(ctx, t, m, table.Page{Limit: table.Looked}, func(item table.Item) (none struct{}, _ bool, _ error) {
				e, err := entryOf(item)
				return none, search.Wants(e.AgencyMarket, e.Words) && search.Registers(e.statusAt(now)), err
			})
			counts[i] = len(found)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := map[campaign.Filter]int{}
	for i, filter := range campaign.Filters {
		out[filter] = counts[i]
	}
	return out, nil
}
