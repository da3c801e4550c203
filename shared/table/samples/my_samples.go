package samples

import (
	"context"
	"strings"

	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// OfCreator lists one page of a creator's samples, newest first, up to date; those of one tab only, unless tab is
// empty. A page of one tab may be shorter than its limit, as its tab is known only from the sample itself. Cancelled
// samples stay among them. Table, PK = CREATOR#id, SK begins with SAMPLE#; the samples in a second round trip. For
// list-my-samples.
func OfCreator(ctx context.Context, t *table.Table, creatorID string, tab sample.Tab, p table.Page) ([]sample.Sample, string, error) {
	all := keys.CreatorSample(creatorID, "")
	entries, cursor, err := t.Page(ctx, table.Query{Partition: all.PK, Prefix: all.SK, Newest: true}, p)
	if err != nil {
		return nil, "", err
	}
	wanted := make([]keys.Key, 0, len(entries))
	for _, entry := range entries {
		wanted = append(wanted, keys.Sample(strings.TrimPrefix(table.KeyOf(entry).SK, all.SK)))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	out := make([]sample.Sample, 0, len(wanted))
	for _, key := range wanted {
		s, ok, err := table.As[sample.Sample](items, key)
		if err != nil {
			return nil, "", err
		}
		if ok && (tab == "" || s.Tab() == tab) {
			out = append(out, s)
		}
	}
	return out, cursor, nil
}
