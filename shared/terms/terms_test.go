package terms_test

import (
	"strings"
	"testing"

	"samplepath/shared/terms"
)

// Feature D2: what creators agree to at present has a text, which names its version.
func TestTheCurrentTermsHaveAText(t *testing.T) {
	text, err := terms.Text(terms.Current)
	if err != nil || !strings.Contains(text, "Version "+terms.Current) {
		t.Errorf("%q, %v", text, err)
	}
}
