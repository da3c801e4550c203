package table

import (
	"context"
	"maps"
	"slices"
	"strings"

	"samplepath/shared/authorization"
	"samplepath/shared/showcase"
)

// campaignCreator is a creator with products of a campaign in the showcase.
type campaignCreator struct {
	showcase.Creator
	Products int `json:"products"`
}

// Promoter is a creator of a campaign, with how it stands to the agency.
type Promoter struct {
	Creator       showcase.Creator
	Products      int
	Authorization authorization.Authorization
}

// CampaignCreators lists one page of the creators who promote an agency's campaign, by id, up to date. Table, PK =
// CAMPAIGN#id, SK begins with CREATOR#; the authorizations in a second round trip. For list-campaign-creators.
func (t *Table) CampaignCreators(ctx context.Context, agencyID, campaignID string, p Page) ([]Promoter, string, error) {
	entries, cursor, err := t.page(ctx, query{partition: campaignKey(campaignID).PK, prefix: "CREATOR#"}, p)
	if err != nil {
		return nil, "", err
	}
	keys := make([]Key, 0, len(entries))
	known := found{}
	for _, entry := range entries {
		keys = append(keys, keyOf(entry))
		known[keyOf(entry)] = entry
	}
	out, err := t.promoters(ctx, agencyID, campaignID, keys, known)
	return out, cursor, err
}

// SearchCreators lists one page of the creators who promote an agency's campaign, by handle: those of one status, unless
// that is empty, and whose handle begins as told. GSI1, PK = CAMPAIGN#id#CREATORS#status, or GSI2, PK =
// CAMPAIGN#id#CREATORS; then the creators with their authorizations, up to date. One whose entry lags behind is left out,
// so a page may be shorter than its limit. For list-campaign-creators.
func (t *Table) SearchCreators(ctx context.Context, agencyID, campaignID string, status authorization.Status, handle string, p Page) ([]Promoter, string, error) {
	entries, cursor, err := t.page(ctx, creatorsQuery(campaignID, status, handle), p)
	if err != nil {
		return nil, "", err
	}
	keys := make([]Key, 0, len(entries))
	for _, entry := range entries {
		keys = append(keys, keyOf(entry))
	}
	all, err := t.promoters(ctx, agencyID, campaignID, keys, nil)
	out := slices.DeleteFunc(all, func(one Promoter) bool {
		return !one.Creator.Begins(handle) || status != "" && one.Authorization.Shown() != status
	})
	return out, cursor, err
}

func creatorsQuery(campaignID string, status authorization.Status, handle string) query {
	q := query{index: "GSI1", partition: creatorsPartition(campaignID, string(status)), prefix: showcase.Searchable(handle)}
	if status == "" {
		q.index = "GSI2"
	}
	return q
}

// promoters are those of some creators of a campaign who have something in the showcase, with how they stand to its agency,
// in one round trip. known are the creators' items, where they are read already.
func (t *Table) promoters(ctx context.Context, agencyID, campaignID string, creators []Key, known found) ([]Promoter, error) {
	keys := []Key{campaignKey(campaignID)}
	for _, key := range creators {
		if _, ok := known[key]; !ok {
			keys = append(keys, key)
		}
		keys = append(keys, authorizationKey(agencyID, creatorIn(key)), profileKey(creatorIn(key)))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, err
	}
	if _, err := campaignFrom(items, agencyID, campaignID); err != nil {
		return nil, err
	}
	maps.Copy(items, known)
	out := make([]Promoter, 0, len(creators))
	for _, key := range creators {
		one, err := promoterFrom(items, agencyID, key)
		if err != nil {
			return nil, err
		}
		if one.Products > 0 {
			out = append(out, one)
		}
	}
	return out, nil
}

// promoterFrom has no products where the creator took everything out of the showcase again. It needs the creator's
// profile among the items.
func promoterFrom(items found, agencyID string, key Key) (Promoter, error) {
	creator, _, err := as[campaignCreator](items, key)
	if err != nil {
		return Promoter{}, err
	}
	a, err := effectiveFrom(items, agencyID, creatorIn(key))
	return Promoter{creator.Creator, creator.Products, a}, err
}

// creatorIn is the id in the key of a campaign's creator.
func creatorIn(key Key) string { return strings.TrimPrefix(key.SK, "CREATOR#") }
