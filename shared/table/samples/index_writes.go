package samples

import (
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// IndexWrites lists the index partitions that storing a change of a sample writes to, once for each write unit: one where
// its entry comes or goes, two where it moves within a partition. before is the zero Sample for an order. No function
// calls it; `make bench` computes from it where a million samples a day would gather.
func IndexWrites(before, after sample.Sample) []string {
	was, is := placesOf(before), placesOf(after)
	var out []string
	for i, next := range is {
		before := was[i]
		if before == next {
			continue
		}
		for _, key := range []keys.Entry{before, next} {
			if key.PK != "" {
				out = append(out, key.PK)
			}
		}
	}
	return out
}

// placesOf are the places of a sample in the indexes, that of its shipment among them.
func placesOf(s sample.Sample) []keys.Entry {
	if s.ID == "" {
		return append(table.Places{}.All(), keys.Entry{})
	}
	_, in := layout(s)
	return append(in.All(), shipmentPlace(s))
}

// AllocationPartition is the partition of the counters that orders of a campaign's samples move: two write units for
// each order. For `make bench`, as IndexWrites.
func AllocationPartition(campaignID string) string { return keys.Registration(campaignID, "").PK }
