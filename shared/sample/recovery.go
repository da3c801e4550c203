package sample

import (
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// Event types of a sample whose workflow broke (feature O2). None of them moves its status.
const (
	EventRestarted event.Type = "sample.restarted"        // its workflow, which had ended or stood still
	EventStuck     event.Type = "sample.workflow_stuck"   // it was restarted in vain as often as it may be: a person must look
	EventRetried   event.Type = "sample.workflow_retried" // an operator has looked: it may be restarted again
)

// movesNothing holds the events after which a workflow that broke would break again: nothing has happened to the sample.
var movesNothing = map[event.Type]bool{EventRestarted: true, EventStuck: true, EventCarrier: true, EventReminded: true}

// Recovery is how often the workflow of a sample was started anew since something last happened to the sample.
type Recovery struct {
	Restarts int       `json:"restarts"`
	NextAt   time.Time `json:"nextAt"`
	Stuck    bool      `json:"stuck,omitempty"`
}

const (
	// MostRestarts is how often a workflow is started anew before a person has to look.
	MostRestarts = 5
	// firstRest is how long a workflow is left alone after its first restart, twice as long after each further one. It is less
	// than the hour between two runs of the reconciler, so that the run after it finds the time over.
	firstRest = 50 * time.Minute
)

// ErrNotBroken answers an operator who asks to restart a workflow that did not break.
var ErrNotBroken = fault.New(fault.Conflict, "workflow_not_broken")

// Rests reports whether the workflow of a sample is to be left alone for now: it was started anew a short while ago, or as
// often as it may be.
func (s Sample) Rests(now time.Time) bool {
	return s.Recovery != nil && (s.Recovery.Stuck || now.Before(s.Recovery.NextAt))
}

// Restart counts that the workflow of a sample is started anew, and says when that may be done again (feature O2). After
// MostRestarts of them it answers EventStuck: the workflow is not to be started until a person has looked. Nothing else about
// the sample changes.
func Restart(s Sample, now time.Time) (Sample, event.Type, error) {
	var recovery Recovery
	if s.Recovery != nil {
		recovery = *s.Recovery
	}
	kind := EventRestarted
	if recovery.Restarts == MostRestarts {
		kind = EventStuck
	}
	next, err := move(s, kind)
	if err != nil {
		return s, "", err
	}
	if kind == EventStuck {
		recovery.Stuck = true
	} else {
		recovery.NextAt = now.Add(firstRest << recovery.Restarts)
		recovery.Restarts++
		next.Restarts++
	}
	next.Recovery = &recovery
	return next, kind, nil
}

// Retry lets the workflow of a sample be started anew at the next opportunity (feature O2). It answers ErrNotBroken where
// there is no need.
func Retry(s Sample) (Sample, error) {
	next, err := move(s, EventRetried)
	switch {
	case err != nil:
		return s, err
	case s.Recovery == nil:
		return s, ErrNotBroken
	}
	return next, nil
}
