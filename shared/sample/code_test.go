package sample_test

import (
	"strings"
	"testing"

	"samplepath/shared/sample"
)

// Feature H3: a status that we do not know is kept where it is a code; what may be anything is not.
func TestStatusesThatAreNoCodes(t *testing.T) {
	for status, want := range map[string]string{
		"in_transit": "in_transit", "InTransit": "InTransit", "PRE_TRANSIT": "PRE_TRANSIT", "SP": "SP", "Exception_011": "Exception_011",
		"held_at_customs_v2": "held_at_customs_v2", "": "", strings.Repeat("a", 32): strings.Repeat("a", 32),
		"Signed for by A LIMA": "other", "+13235550147": "other", "13235550147": "other", "T13235550147": "other", "90026": "other",
		"_x": "other", "Müller": "other", "ana@lima.example": "other", "4821 Marigold": "other", "a\nb": "other",
		strings.Repeat("a", 33): "other", "delivered,": "other",
	} {
		if got := sample.Code(status); got != want {
			t.Errorf("%q is kept as %q, want %q", status, got, want)
		}
	}
}
