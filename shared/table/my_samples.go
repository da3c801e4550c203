package table

import (
	"context"
	"strings"

	"samplepath/shared/sample"
)

// CreatorSamples lists one page of a creator's samples, newest first, up to date; those of one tab only, unless tab is
// empty. A page of one tab may be shorter than its limit, as its tab is known only from the sample itself. Cancelled
// samples stay among them. Table, PK = CREATOR#id, SK begins with SAMPLE#; the samples in a second round trip. For
// list-my-samples.
func (t *Table) CreatorSamples(ctx context.Context, creatorID string, tab sample.Tab, p Page) ([]sample.Sample, string, error) {
	all := creatorSampleKey(creatorID, "")
	entries, cursor, err := t.page(ctx, query{partition: all.PK, prefix: all.SK, newest: true}, p)
	if err != nil {
		return nil, "", err
	}
	keys := make([]Key, 0, len(entries))
	for _, entry := range entries {
		keys = append(keys, sampleKey(strings.TrimPrefix(keyOf(entry).SK, all.SK)))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	out := make([]sample.Sample, 0, len(keys))
	for _, key := range keys {
		s, ok, err := as[sample.Sample](items, key)
		if err != nil {
			return nil, "", err
		}
		if ok && (tab == "" || s.Tab() == tab) {
			out = append(out, s)
		}
	}
	return out, cursor, nil
}
