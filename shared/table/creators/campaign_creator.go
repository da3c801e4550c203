package creators

import (
	"context"
	"maps"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/authorization"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
)

// CampaignCreator is a creator with products of a campaign in the showcase.
type CampaignCreator struct {
	showcase.Creator
	Products int `json:"products"`
}

// Promoter is a creator of a campaign, with how it stands to the agency.
type Promoter struct {
	Creator       showcase.Creator
	Products      int
	Authorization authorization.Authorization
}

// OfCampaign lists one page of the creators who promote an agency's campaign, by id, up to date. Table, PK =
// CAMPAIGN#id, SK begins with CREATOR#; the authorizations in a second round trip. For list-campaign-creators.
func OfCampaign(ctx context.Context, t *table.Table, agencyID, campaignID string, p table.Page) ([]Promoter, string, error) {
	entries, cursor, err := t.Page(ctx, table.Query{Partition: keys.Campaign(campaignID).PK, Prefix: "CREATOR#"}, p)
	if err != nil {
		return nil, "", err
	}
	wanted := make([]keys.Key, 0, len(entries))
	known := table.Found{}
	for _, entry := range entries {
		wanted = append(wanted, table.KeyOf(entry))
		known[table.KeyOf(entry)] = entry
	}
	out, err := promoters(ctx, t, agencyID, campaignID, wanted, known)
	return out, cursor, err
}

// Search lists one page of the creators who promote an agency's campaign, by handle, in either direction: those of one status, unless
// that is empty, and whose handle begins as told. GSI1, PK = CAMPAIGN#id#CREATORS#status, or GSI2, PK =
// CAMPAIGN#id#CREATORS; then the creators with their authorizations, up to date. One whose entry lags behind is left out,
// so a page may be shorter than its limit. For list-campaign-creators.
func Search(ctx context.Context, t *table.Table, agencyID, campaignID string, status authorization.Status, handle string, descending bool, p table.Page) ([]Promoter, string, error) {
	q := CreatorsQuery(campaignID, status, handle)
	q.Newest = descending
	entries, cursor, err := t.Page(ctx, q, p)
	if err != nil {
		return nil, "", err
	}
	wanted := make([]keys.Key, 0, len(entries))
	for _, entry := range entries {
		wanted = append(wanted, table.KeyOf(entry))
	}
	all, err := promoters(ctx, t, agencyID, campaignID, wanted, nil)
	out := slices.DeleteFunc(all, func(one Promoter) bool {
		return !one.Creator.Begins(handle) || status != "" && one.Authorization.Shown() != status
	})
	return out, cursor, err
}

// CreatorsQuery asks for the creators of a campaign by handle: of all statuses, or of one.
func CreatorsQuery(campaignID string, status authorization.Status, handle string) table.Query {
	q := table.Query{Index: "GSI1", Partition: keys.CreatorsPartition(campaignID, string(status)), Prefix: showcase.Searchable(handle)}
	if status == "" {
		q.Index = "GSI2"
	}
	return q
}

// MostCounted is up to how many creators of a status are counted.
const MostCounted = 1000

// CountStatuses counts the creators of a campaign by the status of their authorization, up to MostCounted of each. GSI1, PK =
// CAMPAIGN#id#CREATORS#status: one query for each status, side by side, of keys alone. For list-campaign-creators.
func CountStatuses(ctx context.Context, t *table.Table, campaignID string) (map[authorization.Status]int, error) {
	counts := make([]int, len(authorization.ShownStatuses))
	group, ctx := errgroup.WithContext(ctx)
	for i, status := range authorization.ShownStatuses {
		group.Go(func() (err error) {
			counts[i], err = t.Count(ctx, table.Query{Index: "GSI1", Partition: keys.CreatorsPartition(campaignID, string(status)), Limit: MostCounted}, "")
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := map[authorization.Status]int{}
	for i, status := range authorization.ShownStatuses {
		out[status] = counts[i]
	}
	return out, nil
}

// promoters are those of some creators of a campaign who have something in the showcase, with how they stand to its agency,
// in one round trip. known are the creators' items, where they are read already.
func promoters(ctx context.Context, t *table.Table, agencyID, campaignID string, promoters []keys.Key, known table.Found) ([]Promoter, error) {
	wanted := []keys.Key{keys.Campaign(campaignID)}
	for _, key := range promoters {
		if _, ok := known[key]; !ok {
			wanted = append(wanted, key)
		}
		wanted = append(wanted, keys.Authorization(agencyID, CreatorIn(key)), keys.Profile(CreatorIn(key)))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	if _, err := campaigns.From(items, agencyID, campaignID); err != nil {
		return nil, err
	}
	maps.Copy(items, known)
	out := make([]Promoter, 0, len(promoters))
	for _, key := range promoters {
		one, err := PromoterFrom(items, agencyID, key)
		if err != nil {
			return nil, err
		}
		if one.Products > 0 {
			out = append(out, one)
		}
	}
	return out, nil
}

// PromoterFrom has no products where the creator took everything out of the showcase again. It needs the creator's
// profile among the items.
func PromoterFrom(items table.Found, agencyID string, key keys.Key) (Promoter, error) {
	creator, _, err := table.As[CampaignCreator](items, key)
	if err != nil {
		return Promoter{}, err
	}
	a, err := EffectiveFrom(items, agencyID, CreatorIn(key))
	return Promoter{creator.Creator, creator.Products, a}, err
}

// CreatorIn is the id in the key of a campaign's creator.
func CreatorIn(key keys.Key) string { return strings.TrimPrefix(key.SK, "CREATOR#") }
