package creators

import (
	"context"

	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Holders lists the creators who have a product of a campaign in the showcase, in the order in which they added it. GSI1, PK =
// SHOWCASES#registration, to its end. For notify.
func Holders(ctx context.Context, t *table.Table, registrationID string) ([]string, error) {
	entries, err := t.All(ctx, table.Query{Index: "GSI1", Partition: keys.HoldersPartition(registrationID)})
	if err != nil {
		return nil, err
	}
	out := make([]string, 0, len(entries))
	for _, entry := range entries {
		out = append(out, keys.HolderIn(table.KeyOf(entry)))
	}
	return out, nil
}
