package inbox

import (
	"samplepath/shared/table/keys"
)

// Partition is the partition of a party's inbox: one write unit for each notice. For `make bench`, as IndexWrites.
func Partition(partyID string) string { return keys.InboxOf(partyID) }
