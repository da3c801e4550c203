package creators

import (
	"context"

	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Holders lists the creators who have a product of a campaign in the showcase, up to date. Table, PK = CAMPAIGN#id, SK begins
// with CREATOR#, to its end, and for each hundred of them their entries of the product. For notify.
func Holders(ctx context.Context, t *table.Table, campaignID, productID, registrationID string) ([]string, error) {
	q := table.Query{Partition: keys.Campaign(campaignID).PK, Prefix: "CREATOR#", Limit: table.BatchSize}
	var out []string
	for {
		page, next, err := t.Ask(ctx, q)
		if err != nil {
			return nil, err
		}
		wanted := make([]keys.Key, 0, len(page))
		for _, creator := range page {
			wanted = append(wanted, keys.Showcase(CreatorIn(table.KeyOf(creator)), productID, registrationID))
		}
		entries, err := t.Read(ctx, wanted...)
		if err != nil {
			return nil, err
		}
		for i, creator := range page {
			if _, has := entries[wanted[i]]; has {
				out = append(out, CreatorIn(table.KeyOf(creator)))
			}
		}
		if len(next) == 0 {
			return out, nil
		}
		q.After = next
	}
}
