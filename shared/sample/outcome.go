package sample

import (
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// Event types of the outcome (features I6, I8).
const (
	EventClassified event.Type = "sample.classified"
	EventExcused    event.Type = "sample.excused"
)

// Outcome is an agency's judgement of the content (feature I6). Each line implies the one before.
type Outcome struct {
	Generated          bool      `json:"generated"`
	Usable             bool      `json:"usable"`
	ContributedToSales bool      `json:"contributedToSales"`
	At                 time.Time `json:"at"`
}

// Check adds to fields what contradicts itself.
func (o Outcome) Check(fields *fault.Fields) {
	if o.Generated || !fields.Sound("generated") {
		return
	}
	fields.Check(!o.Usable, "usable", "without_content")
	fields.Check(!o.ContributedToSales, "contributedToSales", "without_content")
}

// Classify notes the outcome of posted content, late or not; a later judgement replaces an earlier one (feature I6).
func Classify(s Sample, o Outcome, now time.Time) (Sample, error) {
	var fields fault.Fields
	o.Check(&fields)
	if err := fields.Err(); err != nil {
		return s, err
	}
	next, err := move(s, EventClassified)
	switch {
	case err != nil:
		return s, err
	case len(s.Content) == 0: // missed, and nothing came later either
		return s, ErrMove.With("status", s.Status)
	}
	o.At = now
	next.Outcome = &o
	return next, nil
}

// Excuse says why a missed deadline does not count (feature I8).
type Excuse string

// The excuses.
const (
	ExcuseLost        Excuse = "lost"
	ExcuseDamaged     Excuse = "damaged"
	ExcuseReturned    Excuse = "returned"
	ExcuseUnreachable Excuse = "creator_unreachable"
	ExcuseIllness     Excuse = "illness"
	ExcuseOther       Excuse = "other"
)

// Excuses are all of them, LateExcuses those by which an agency excuses a missed deadline afterwards.
var (
	Excuses     = []Excuse{ExcuseLost, ExcuseDamaged, ExcuseReturned, ExcuseUnreachable, ExcuseIllness, ExcuseOther}
	LateExcuses = []Excuse{ExcuseLost, ExcuseDamaged, ExcuseIllness, ExcuseOther}
)

// Pardon excuses a missed deadline, which then counts against nobody (feature I8).
func Pardon(s Sample, excuse Excuse) (Sample, error) {
	next, err := move(s, EventExcused)
	if err != nil {
		return s, err
	}
	next.Excuse = excuse
	return next, nil
}
