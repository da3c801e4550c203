package samples

import (
	"context"

	"samplepath/shared/event"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Timeline lists one page of a sample's events, oldest first. Table, PK = SAMPLE#id, SK begins with EVENT#, up to date.
// For get-sample-timeline.
func Timeline(ctx context.Context, t *table.Table, sampleID string, p table.Page) ([]event.Event, string, error) {
	items, cursor, err := t.Page(ctx, table.Query{Partition: keys.Sample(sampleID).PK, Prefix: "EVENT#"}, p)
	if err != nil {
		return nil, "", err
	}
	events, err := table.DecodeEvents(items)
	return events, cursor, err
}
