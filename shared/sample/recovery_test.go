package sample_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
)

// Feature O2: after each restart in vain the workflow is left alone for twice as long, and after the last one for good.
func TestRestartsBackOffAndEnd(t *testing.T) {
	s, now := in(sample.StatusShipped), late
	var rests []time.Duration
	for range sample.MostRestarts {
		next, kind, err := sample.Restart(s, now)
		if err != nil || kind != sample.EventRestarted || !next.Rests(now) {
			t.Fatalf("%s %+v %v", kind, next.Recovery, err)
		}
		rests = append(rests, next.Recovery.NextAt.Sub(now))
		s, now = next, next.Recovery.NextAt
		if s.Rests(now) {
			t.Fatalf("after %d restarts it rests after its time", s.Restarts)
		}
	}
	const m = time.Minute
	if want := []time.Duration{50 * m, 100 * m, 200 * m, 400 * m, 800 * m}; !slices.Equal(rests, want) {
		t.Errorf("left alone for %v, want %v", rests, want)
	}
	stuck, kind, err := sample.Restart(s, now)
	if err != nil || kind != sample.EventStuck || stuck.Restarts != sample.MostRestarts || !stuck.Rests(now.AddDate(9, 0, 0)) {
		t.Errorf("after the last restart: %s %+v %v", kind, stuck, err)
	}
}

// What happens to a sample, or an operator who has looked, lets its workflow be started anew; news that moves nothing does not.
func TestWhatLetsAWorkflowBeTriedAgain(t *testing.T) {
	for _, from := range statuses {
		for kind, to := range sample.Moves[from] {
			if kind == sample.EventCarrier || kind == sample.EventException || does[kind] == nil {
				continue
			}
			s := in(from)
			s.Recovery = &sample.Recovery{Restarts: 2, NextAt: late}
			next, err := does[kind](s)
			if err != nil {
				t.Fatalf("%s of %s: %v", kind, from, err)
			}
			kept := slices.Contains([]event.Type{sample.EventRestarted, sample.EventStuck, sample.EventReminded}, kind)
			if (next.Recovery != nil) != kept {
				t.Errorf("%s of %s, to %s: %+v", kind, from, to, next.Recovery)
			}
		}
	}
	s := in(sample.StatusShipped)
	s.Recovery = &sample.Recovery{Restarts: sample.MostRestarts, Stuck: true}
	if told, _, err := sample.Report(s, sample.CarrierNews{Status: "scanned", At: late}, late); err != nil || told.Recovery == nil {
		t.Errorf("a scan: %+v %v", told.Recovery, err)
	}
	if told, _, err := sample.Report(s, sample.CarrierNews{Means: sample.StatusDelivered, At: late}, late); err != nil || told.Recovery != nil {
		t.Errorf("the delivery: %+v %v", told.Recovery, err)
	}
	if _, err := sample.Retry(in(sample.StatusShipped)); !errors.Is(err, sample.ErrNotBroken) {
		t.Errorf("a workflow that did not break: %v", err)
	}
}
