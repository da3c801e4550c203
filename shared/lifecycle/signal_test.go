package lifecycle_test

import (
	"testing"

	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
)

// What moves no status ends no wait: it is not even looked for. There is no table here to look in.
func TestWhatMovesNoStatusSignalsNothing(t *testing.T) {
	told := event.Event{Type: sample.EventCarrier, Subject: "smp_1", From: string(sample.StatusShipped), To: string(sample.StatusShipped)}
	if err := lifecycle.Signal(t.Context(), nil, nil, told); err != nil {
		t.Error(err)
	}
}
