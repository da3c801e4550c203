package registration_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/event"
	"samplepath/shared/registration"
)

// The event of a request for more samples has what the seller's notice says, whoever records it (feature F4).
func TestARequestForMoreSamplesSaysHowManyOfWhat(t *testing.T) {
	r := registration.Registration{ProductName: "Glow Serum", MoreSamples: &registration.MoreSamples{Quantity: 10}}
	got := event.Changed(r, r, registration.EventSamplesRequested, event.Party{}, now).Details
	if diff := cmp.Diff(map[string]string{registration.DetailQuantity: "10", registration.DetailProduct: "Glow Serum"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
