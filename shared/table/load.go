package table

import (
	"time"

	"samplepath/shared/sample"
)

// IndexWrites lists the index partitions that storing a change of a sample writes to, once for each write unit: one where
// its entry comes or goes, two where it moves within a partition. before is the zero Sample for an order. No function
// calls it; `make bench` computes from it where a million samples a day would gather.
func IndexWrites(before, after sample.Sample) []string {
	var was, is indexed
	if before.ID != "" {
		_, was = sampleLayout(before)
	}
	_, is = sampleLayout(after)
	var out []string
	for _, entry := range [][2]indexKey{{was.GSI1, is.GSI1}, {was.GSI2, is.GSI2}, {was.GSI3, is.GSI3}} {
		if entry[0] == entry[1] {
			continue
		}
		for _, key := range entry {
			if key.PK != "" {
				out = append(out, key.PK)
			}
		}
	}
	return out
}

// AllocationPartition is the partition of the counters that orders of a campaign's samples move: two write units for
// each order. For `make bench`, as IndexWrites.
func AllocationPartition(campaignID string) string { return registrationKey(campaignID, "").PK }

// InboxPartition is the partition of a party's inbox: one write unit for each notice. For `make bench`, as IndexWrites.
func InboxPartition(partyID string) string { return inboxKey(partyID, time.Time{}, "").PK }
