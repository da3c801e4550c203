package bench

import (
	"testing"
)

// Budget: no index or counter partition above 500 write units a second at a million samples a day.
func TestNoPartitionIsHot(t *testing.T) {
	s, err := measurePartitions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for _, r := range s.rows {
		kinds[r.what] = true
		if r.verdict != within {
			t.Errorf("%s: %s", r.what, r.measured)
		}
	}
	for _, kind := range []string{
		"a campaign's allocation counters", "a campaign's samples, tab not_yet_posted", "a seller's parcels, ready_to_ship", "a seller's parcels, delivered", "an inbox",
		"due index, 1 of 16 shards of a day", "open samples, 1 of 8 shards",
	} {
		if !kinds[kind] {
			t.Errorf("%s was not simulated: %v", kind, kinds)
		}
	}
}
