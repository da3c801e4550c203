package samples

import (
	"context"
	"strings"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/authorization"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
)

// Holder is a creator who has a product of a campaign in the showcase.
type Holder struct {
	Entry         showcase.Entry
	Creator       showcase.Creator
	Authorization authorization.Authorization
	SampleID      string // of the product, that the agency ordered for the creator in whichever campaign; may be empty
}

// Holders lists one page of the creators who have an agency's product in the showcase, the last who added it first, or the first
// one. GSI1, PK = SHOWCASES#registration; their entries, what stands with the agency and their samples come up to date in a second
// round trip. It answers registration.ErrNotFound for another agency's product. For list-registration-creators.
func Holders(ctx context.Context, t *table.Table, agencyID, registrationID string, oldest bool, p table.Page) ([]Holder, string, error) {
	entries, cursor, err := t.Page(ctx, table.Query{Index: "GSI1", Partition: keys.HoldersPartition(registrationID), Newest: !oldest}, p)
	if err != nil {
		return nil, "", err
	}
	campaignID := id.Owner(registrationID)
	wanted := []keys.Key{keys.Registration(campaignID, registrationID)}
	for _, entry := range entries {
		wanted = append(wanted, holderKeys(table.KeyOf(entry), agencyID, campaignID)...)
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	r, err := campaigns.RegistrationFrom(items, campaignID, registrationID)
	if err == nil && r.AgencyID != agencyID {
		err = registration.ErrNotFound
	}
	if err != nil {
		return nil, "", err
	}
	out := make([]Holder, 0, len(entries))
	for _, entry := range entries {
		one, err := holderFrom(items, table.KeyOf(entry), agencyID, campaignID)
		if err != nil {
			return nil, "", err
		}
		if one.Entry.Version > 0 { // the index lags behind a removal
			out = append(out, one)
		}
	}
	return out, cursor, nil
}

// holderKeys are the keys of what holderFrom looks for.
func holderKeys(entry keys.Key, agencyID, campaignID string) []keys.Key {
	creatorID := keys.HolderIn(entry)
	return []keys.Key{
		entry, keys.CampaignCreator(campaignID, creatorID), keys.Authorization(agencyID, creatorID),
		keys.Sampled(creatorID, agencyID, keys.HeldProductIn(entry)),
	}
}

func holderFrom(items table.Found, entry keys.Key, agencyID, campaignID string) (out Holder, err error) {
	wanted := holderKeys(entry, agencyID, campaignID)
	if out.Entry, _, err = table.As[showcase.Entry](items, entry); err != nil {
		return out, err
	}
	if out.Creator, _, err = table.As[showcase.Creator](items, wanted[1]); err != nil {
		return out, err
	}
	out.Authorization, err = creators.AuthorizationFrom(items, wanted[2])
	out.SampleID = table.TextOf(items[wanted[3]], "sampleId")
	return out, err
}

// ProductCounts says how many creators have a product in the showcase, up to MostCounted, and how many of the last samples that were
// ordered of it are on each tab.
type ProductCounts struct {
	Creators int
	Samples  map[sample.TrackingTab]int
}

// CountsOfProduct counts the creators who have a product in the showcase, and its newest table.BatchSize samples by tab, in two
// round trips. GSI1, PK = SHOWCASES#registration and SAMPLES#registration. For get-registration.
func CountsOfProduct(ctx context.Context, t *table.Table, registrationID string) (ProductCounts, error) {
	var out ProductCounts
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		out.Creators, err = t.Count(ctx, table.Query{Index: "GSI1", Partition: keys.HoldersPartition(registrationID), Limit: MostCounted}, "")
		return err
	})
	group.Go(func() (err error) {
		out.Samples, err = tabsOfProduct(ctx, t, registrationID)
		return err
	})
	return out, group.Wait()
}

func tabsOfProduct(ctx context.Context, t *table.Table, registrationID string) (map[sample.TrackingTab]int, error) {
	q := table.Query{Index: "GSI1", Partition: keys.SampleOfProduct(registrationID, "").PK, Newest: true, Limit: table.BatchSize}
	entries, _, err := t.Ask(ctx, q)
	if err != nil {
		return nil, err
	}
	var wanted []keys.Key
	for _, entry := range entries {
		_, sampleID, _ := strings.Cut(table.KeyOf(entry).SK, "#")
		wanted = append(wanted, keys.Sample(sampleID))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	out := map[sample.TrackingTab]int{}
	for key := range items {
		s, _, err := table.As[sample.Sample](items, key)
		if err != nil {
			return nil, err
		}
		out[s.TrackingTab()]++
	}
	return out, nil
}
