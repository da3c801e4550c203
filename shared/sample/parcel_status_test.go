package sample_test

import (
	"slices"
	"testing"

	"samplepath/shared/sample"
)

// Feature H1: whatever was shipped is on one of its seller's lists for ever, until it is to be sent again; what was not shipped is
// on none but the queue.
func TestWhatWasShippedStaysOnAList(t *testing.T) {
	for from, moves := range sample.Moves {
		for kind, to := range moves {
			for _, reships := range []int{0, 1} {
				before, after := sample.Sample{Status: from, Reships: reships}, sample.Sample{Status: to, Reships: reships}
				if kind == sample.EventReshipped {
					after.Reships++
				}
				shipped := slices.Contains(sample.ShippedStatuses, before.Parcels()) || before.Reships > 0 && from == sample.StatusReadyToShip
				if now := after.Parcels(); shipped && !slices.Contains(append(sample.ShippedStatuses, sample.ParcelReadyToShip), now) {
					t.Errorf("%s --%s--> %s, sent again %d times: the list %q", from, kind, to, reships, now)
				}
			}
		}
	}
	never := sample.Sample{Status: sample.StatusCancelled}
	for _, s := range []sample.Sample{never, {Status: sample.StatusAwaitingAuthorization}} {
		if list := s.Parcels(); list != "" {
			t.Errorf("%s is on the list %q", s.Status, list)
		}
	}
}
