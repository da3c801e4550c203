package authorization_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/authorization"
	"samplepath/shared/event"
)

// Every event of an authorization names its request, by which the waits for the answer are found; the request says how long the
// creator has. Whoever records the event does nothing for it.
func TestEveryEventNamesItsRequest(t *testing.T) {
	for kind := range does {
		want := map[string]string{authorization.DetailRequest: "ath_2"}
		if kind == authorization.EventRequested {
			want[authorization.DetailAnswerDays] = "7"
		}
		before := asked
		before.AnswerDays = p.AnswerDays
		got := event.Changed(before, before, kind, event.Party{}, now).Details
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind, diff)
		}
	}
}
