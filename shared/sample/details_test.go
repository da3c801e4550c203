package sample_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/event"
	"samplepath/shared/sample"
)

// What a notice is worded by is in the event, whoever records it.
func TestEventsHaveWhatNoticesNeed(t *testing.T) {
	ended := sample.Sample{Status: sample.StatusWrittenOff}
	excused := ended
	excused.Excuse = sample.ExcuseLost
	for name, test := range map[string]struct {
		state sample.Sample
		kind  event.Type
		want  map[string]string
	}{
		"a reminder says which":             {sample.Sample{LastReminder: sample.RemindFinal}, sample.EventReminded, map[string]string{sample.DetailKind: string(sample.RemindFinal)}},
		"a problem says which":              {sample.Sample{Exception: &sample.Exception{Kind: sample.Missing}}, sample.EventProblem, map[string]string{sample.DetailKind: string(sample.Missing)}},
		"an end counts against the creator": {ended, sample.EventWrittenOff, map[string]string{sample.DetailCounts: "true"}},
		"an end that is excused":            {excused, sample.EventWrittenOff, map[string]string{sample.DetailCounts: "false"}},
		"what nobody needs more of":         {ended, sample.EventOrdered, nil},
	} {
		e := event.Changed(test.state, test.state, test.kind, event.Party{}, delivered)
		if diff := cmp.Diff(test.want, e.Details); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
