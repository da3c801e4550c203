package samples

import (
	"context"
	"strings"

	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Shown is a sample with what stands beside it.
type Shown struct {
	Sample sample.Sample
	Beside Beside
}

// OfCreator lists one page of a creator's samples, newest first, or oldest first, up to date; those of one tab only, unless tab is
// empty. A page of one tab may be shorter than its limit, as its tab is known only from the sample itself. Cancelled
// samples stay among them. Table, PK = CREATOR#id, SK begins with SAMPLE#; the samples with their campaigns and products in a
// second round trip. For list-my-samples.
func OfCreator(ctx context.Context, t *table.Table, creatorID string, tab sample.Tab, oldest bool, p table.Page) ([]Shown, string, error) {
	all := keys.CreatorSample(creatorID, "")
	entries, cursor, err := t.Page(ctx, table.Query{Partition: all.PK, Prefix: all.SK, Newest: !oldest}, p)
	if err != nil {
		return nil, "", err
	}
	var wanted, beside []keys.Key
	for _, entry := range entries {
		of := table.TextOf(entry, "registrationId")
		wanted = append(wanted, keys.Sample(strings.TrimPrefix(table.KeyOf(entry).SK, all.SK)))
		beside = append(beside, besideKeys(id.Owner(of), of)...)
	}
	items, err := t.Read(ctx, append(beside, wanted...)...)
	if err != nil {
		return nil, "", err
	}
	out := make([]Shown, 0, len(wanted))
	for _, key := range wanted {
		s, ok, err := table.As[sample.Sample](items, key)
		if err != nil {
			return nil, "", err
		}
		if !ok || tab != "" && s.Tab() != tab {
			continue
		}
		with, err := besideFrom(items, s)
		if err != nil {
			return nil, "", err
		}
		out = append(out, Shown{s, with})
	}
	return out, cursor, nil
}

// CountTabsOfCreator counts a creator's newest table.BatchSize samples by tab, in two round trips. Table, PK = CREATOR#id, SK begins
// with SAMPLE#. For list-my-samples.
func CountTabsOfCreator(ctx context.Context, t *table.Table, creatorID string) (map[sample.Tab]int, error) {
	all := keys.CreatorSample(creatorID, "")
	entries, _, err := t.Ask(ctx, table.Query{Partition: all.PK, Prefix: all.SK, Newest: true, Limit: table.BatchSize})
	if err != nil {
		return nil, err
	}
	var wanted []keys.Key
	for _, entry := range entries {
		wanted = append(wanted, keys.Sample(strings.TrimPrefix(table.KeyOf(entry).SK, all.SK)))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, err
	}
	out := map[sample.Tab]int{}
	for key := range items {
		s, _, err := table.As[sample.Sample](items, key)
		if err != nil {
			return nil, err
		}
		out[s.Tab()]++
	}
	return out, nil
}
