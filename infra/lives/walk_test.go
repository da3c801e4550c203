package lives_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/infra/local/states"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

// awaits are the states in which the execution of a sample may wait that has not ended.
var awaits = map[sample.Status][]string{
	sample.StatusAwaitingAuthorization: {"Await authorization"}, sample.StatusReadyToShip: {"Await shipment"}, sample.StatusShipped: {"Await delivery"},
	sample.StatusDelivered: {"Await receipt", "Await content"}, sample.StatusReceived: {"Await content"},
	sample.StatusDeliveryException: {"Await resolution"}, sample.StatusProblemReported: {"Await resolution"},
}

// endOf is the state in which the execution of a sample ends.
func endOf(s sample.Sample) string {
	switch {
	case s.Status == sample.StatusCompleted:
		return "Completed"
	case s.Status == sample.StatusMissed && s.Reason == sample.NoContent:
		return "Missed"
	case s.Status == sample.StatusCancelled && s.Reason == sample.NotShipped:
		return "Not shipped in time"
	case s.Status == sample.StatusCancelled && sample.NotAuthorized(s.Reason):
		return "Not authorized"
	case s.Status == sample.StatusLost && s.Reason == sample.NotDelivered:
		return "Lost in transit"
	case s.Status == sample.StatusLost && s.Reason == sample.NotResolved:
		return "Not resolved in time"
	}
	return "Cancelled"
}

// byPerson reports whether somebody else than the state machine ended a sample: then the state machine may call it cancelled.
func byPerson(s sample.Sample, end string) bool {
	return s.Status != sample.StatusCompleted && end == "Cancelled"
}

// check finds what is wrong with the workflow of the sample, when all is at rest. A workflow that was told everything waits for
// what comes next, and for nothing that has happened; that of a sample that has ended has ended as the sample did.
func (s *stage) check() (wrong string) {
	s.t.Helper()
	now := s.sample()
	status, state := s.execution()
	s.mu.Lock()
	faults := s.faults
	s.mu.Unlock()
	switch {
	case len(faults) > 0:
		return fmt.Sprintf("tasks failed: %v", faults)
	case status == states.Failed || status == states.TimedOut || status == states.Aborted:
		history, _ := s.states.History(states.HistoryInput{ARN: lifecycle.ExecutionOf(now), Reverse: true, MaxResults: 1})
		return fmt.Sprintf("the execution of a sample that is %s %s in %q: %+v", now.Status, status, state, history.Events)
	case len(s.untold) > 0:
		return ""
	case now.Status.Final():
		if end := endOf(now); status != states.Succeeded || state != end && !byPerson(now, state) {
			return fmt.Sprintf("%s (%s), and the execution is %s in %q, not in %q", now.Status, now.Reason, status, state, end)
		}
		return s.counters(0)
	}
	wait := waitOf[state]
	if status != states.Running || !slices.Contains(awaits[now.Status], state) {
		return fmt.Sprintf("%s, and the execution is %s in %q", now.Status, status, state)
	}
	if outcome := lifecycle.OfSample(wait, now); outcome.Over {
		return fmt.Sprintf("%s, and the execution waits for %s, which is over: %+v", now.Status, wait, outcome)
	}
	return s.token(now, wait)
}

// token finds what is wrong with the registered waits: exactly one is alive, that of the present wait.
func (s *stage) token(now sample.Sample, wait workflow.Wait) string {
	s.t.Helper()
	waits, err := pending.SampleWaits(s.ctx(), s.w.Table, now.ID)
	if now.Status == sample.StatusAwaitingAuthorization {
		waits, err = lifecycle.ReservationWaits(s.ctx(), s.w.Table, now)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	alive := ""
	for _, w := range waits {
		waiting, err := s.workflow.IsWaiting(s.ctx(), w.Token)
		if err != nil {
			s.t.Fatal(err)
		}
		if waiting {
			alive += string(w.Wait)
		}
	}
	if alive != string(wait) {
		return fmt.Sprintf("it waits for %s, and alive tokens are registered for %q", wait, alive)
	}
	return ""
}

// counters finds what is wrong with the counts of the creator's open samples.
func (s *stage) counters(open int) string {
	s.t.Helper()
	facts, err := samples.FactsOf(s.ctx(), s.w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID, Repeats: true})
	if err != nil {
		s.t.Fatal(err)
	}
	if facts.OpenSamples != open {
		return fmt.Sprintf("%d samples count as open, want %d", facts.OpenSamples, open)
	}
	return ""
}

// moment is where a play stands, as far as that decides what can follow.
func (s *stage) moment() string {
	s.t.Helper()
	now := s.sample()
	_, state := s.execution()
	var has []string
	for name, is := range map[string]bool{
		"label": now.Status == sample.StatusReadyToShip && now.Shipment != nil && now.Shipment.Failed == "",
		"due":   now.ContentDueAt != nil, "untold": len(s.untold) > 0, "posts": len(now.Content) > 0,
	} {
		if is {
			has = append(has, name)
		}
	}
	slices.Sort(has)
	return fmt.Sprintf("%s, %s: %s", now.Status, state, strings.Join(has, " "))
}

// turns are the acts, each with its signal at once and with one that comes later; the signals that are late; and time. While
// signals are late, all of them are: each tells of all that has happened.
var turns = func() (all []act) {
	for _, a := range acts {
		all = append(all, act{a.name, func(s *stage, before sample.Sample) bool {
			if len(s.untold) > 0 || !a.do(s, before) {
				return false
			}
			s.signal()
			return true
		}}, act{a.name + " (signal late)", func(s *stage, before sample.Sample) bool {
			if !a.do(s, before) {
				return false
			}
			s.news()
			return true
		}})
	}
	return append(all,
		act{"late signals", func(s *stage, _ sample.Sample) bool {
			late := len(s.untold) > 0
			s.signal()
			return late
		}},
		act{"time", func(s *stage, _ sample.Sample) bool {
			late := s.untold
			s.untold = nil
			s.passTime()
			s.signal()
			s.untold = late
			return true
		}})
}()

// finish lets everything come to its end by itself: late signals are told, and time passes.
func (s *stage) finish() (wrong string) {
	s.t.Helper()
	s.signal()
	for range 12 {
		if wrong := s.check(); wrong != "" || s.sample().Status.Final() {
			return wrong
		}
		before := s.states.Transitions()
		s.passTime()
		s.signal()
		if spent := s.states.Transitions() - before; spent > 20 {
			return fmt.Sprintf("%d state transitions when one wait ran out", spent)
		}
	}
	return "it never ends"
}

// graph is what is known of all moments: where each turn led from there.
type graph struct {
	to    map[string]map[int]string // "" where the turn was refused
	steps int
}

func (g *graph) at(moment string) map[int]string {
	if g.to[moment] == nil {
		g.to[moment] = map[int]string{}
	}
	return g.to[moment]
}

// toUnknown is the first turn on the shortest way from a moment to one that has an untried turn; -1 where there is none.
func (g *graph) toUnknown(from string) int {
	type way struct {
		moment string
		first  int
	}
	seen := map[string]bool{from: true}
	for queue := []way{{from, -1}}; len(queue) > 0; queue = queue[1:] {
		here := queue[0]
		for turn := range turns {
			next, tried := g.at(here.moment)[turn]
			first := here.first
			if first < 0 {
				first = turn
			}
			if !tried {
				return first
			}
			if next != "" && !seen[next] {
				seen[next] = true
				queue = append(queue, way{next, first})
			}
		}
	}
	return -1
}

// play is one life that takes untried turns until there are none on its way.
func (g *graph) play(t *testing.T, authorized bool) {
	s := newStage(t, authorized)
	defer s.close()
	s.order()
	s.signal()
	story := []string{}
	fail := func(wrong string) {
		if wrong != "" {
			t.Fatalf("%s\nafter %s", wrong, strings.Join(story, ", "))
		}
	}
	fail(s.check())
	s.advance(time.Hour)
	for here, before := s.moment(), s.sample(); ; {
		turn := g.toUnknown(here)
		if turn < 0 {
			break
		}
		g.steps++
		if !turns[turn].do(s, before) {
			g.at(here)[turn] = ""
			continue
		}
		story = append(story, turns[turn].name)
		s.advance(time.Hour)
		next := s.moment()
		g.at(here)[turn] = next
		here, before = next, s.sample()
		fail(s.check())
	}
	fail(s.finish())
}

// Whatever happens to a sample, in whatever order, whenever the workflow hears of it, and whenever its time is over: no
// execution fails, none waits for what has happened, and the execution of a sample that has ended has ended as the sample did
// (features O1, G7, H5, H7, I1, I7). Every turn is taken at every moment that there is, through the real definition.
func TestEveryTurnAtEveryMoment(t *testing.T) {
	useMachines(t)
	g := &graph{to: map[string]map[int]string{}}
	for _, authorized := range []bool{true, false} {
		for tried := -1; tried < g.steps; { // until a life finds nothing new
			tried = g.steps
			g.play(t, authorized)
		}
	}
	taken := 0
	for _, turns := range g.to {
		for _, next := range turns {
			if next != "" {
				taken++
			}
		}
	}
	t.Logf("%d moments, %d turns tried, %d taken", len(g.to), g.steps, taken)
}
