package lives_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"samplepath/infra/local/states"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
)

// errLost is the answer of a Lambda service that lost its connection to a function: the function runs all the same.
var errLost = errors.New("the answer was lost")

// ends are the tasks that end something or take a sample on.
var ends = []string{contract.RestrictCreator.Name, contract.ExpireOverdue.Name, contract.RecordOutcome.Name, contract.AuthorizeSample.Name}

// misfortunes are what happens to the tasks of a life by chance.
type misfortunes struct {
	mu    sync.Mutex
	dice  *rand.Rand
	stale [][]byte // attempts of await-signal that are given up by the state machine, and will be carried out at any time
	inRow int      // attempts that were given up one after the other: all that the state machine makes end an execution
	acts  []string // what happened right before a task that ends something
}

// strike lets half of all attempts to wait get lost on their way, and half of all tasks that end something come after a
// change that nobody has told the workflow of.
func (m *misfortunes) strike(s *stage) func(string, []byte) error {
	return func(function string, payload []byte) error {
		m.mu.Lock()
		defer m.mu.Unlock()
		switch {
		case m.dice.IntN(2) == 0 || m.inRow == 4:
			m.inRow = 0
		case function == contract.AwaitSignal.Name:
			m.inRow++
			m.stale = append(m.stale, payload)
			return errLost
		case slices.Contains(ends, function):
			act := acts[m.dice.IntN(len(acts))]
			if act.do(s, s.sample()) {
				m.acts = append(m.acts, act.name+" before "+function)
			}
		}
		return nil
	}
}

// late carries out some of the attempts that the state machine has given up.
func (m *misfortunes) late(s *stage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.stale = slices.DeleteFunc(m.stale, func(payload []byte) bool {
		if m.dice.IntN(2) == 0 {
			return false
		}
		_, _ = s.task(s.ctx(), contract.AwaitSignal.Name, payload) // nobody hears of its end
		return true
	})
}

// Random lives, in which attempts to wait are given up and carried out arbitrarily later, after a newer one, and in which things
// happen between the check of a deadline and the task that ends something: each goes on as it should, ends, and ends once
// (features O1, O2). Meanwhile the agency has to do what the sample calls for, and in the end nothing (feature N3).
func TestRandomLives(t *testing.T) {
	useMachines(t)
	for seed := range uint64(30) {
		m := &misfortunes{dice: rand.New(rand.NewPCG(seed, seed))}
		s := newStage(t, seed%3 > 0)
		s.before = m.strike(s)
		var story []string
		fail := func(wrong string) {
			if wrong != "" {
				t.Fatalf("seed %d: %s\nafter %s\nand %s", seed, wrong, strings.Join(story, ", "), strings.Join(m.acts, ", "))
			}
		}
		s.order()
		s.signal()
		k := &keeper{stage: s, dice: rand.New(rand.NewPCG(seed, 2))}
		for range 14 {
			m.late(s)
			s.signal()
			s.advance(time.Hour) // longer than all retries of a task
			s.news()
			fail(s.check())
			k.hear(m.dice.IntN(3) == 0)
			fail(k.wrong())
			if turn := turns[m.dice.IntN(len(turns))]; turn.do(s, s.sample()) {
				story = append(story, turn.name)
			}
		}
		s.before = nil
		s.advance(time.Hour)
		m.late(s)
		fail(s.finish())
		m.late(s)
		fail(s.check())
		k.hear(true)
		fail(k.wrong())
		s.close()
	}
}

// What is given more time, or goes another way, between the check of its deadline and the task that would end it, is waited
// for as long as is left, at the cost of a few transitions; then it ends as it would have.
func TestTheDefinitionWaitsForWhatIsLeft(t *testing.T) {
	useMachines(t)
	for name, test := range map[string]struct {
		way   []string
		task  string
		act   string
		state string        // in which it waits then
		left  time.Duration // after the deadline; 0 where a person is waited for
		end   sample.Status
	}{
		"an extension is approved": {[]string{"label", "dispatch", "delivered"}, contract.RestrictCreator.Name, "extend", "Await content", policy.Days(7), sample.StatusMissed},
		"a problem is reported":    {[]string{"label", "dispatch", "delivered"}, contract.RestrictCreator.Name, "report a problem", "Await resolution", policy.Days(policy.Default.ResolveDays), sample.StatusLost},
		"the carrier fails":        {[]string{"label", "dispatch"}, contract.ExpireOverdue.Name, "failed", "Await resolution", policy.Days(policy.Default.ResolveDays), sample.StatusLost},
		"it is sent again":         {[]string{"label", "dispatch", "failed"}, contract.ExpireOverdue.Name, "reship", "Await shipment", policy.Days(policy.Default.ShipByDays), sample.StatusCancelled},
		"it is delivered":          {[]string{"label", "dispatch"}, contract.ExpireOverdue.Name, "delivered", "Await receipt", policy.Days(policy.Default.ContentDays + policy.Default.MissedDays), sample.StatusMissed},
		"it is posted":             {[]string{"label", "dispatch", "delivered"}, contract.RestrictCreator.Name, "post", "Completed", 0, sample.StatusCompleted},
	} {
		s := newStage(t, true)
		s.order()
		s.signal()
		do := func(name string) {
			i := slices.IndexFunc(acts, func(a act) bool { return a.name == name })
			if !acts[i].do(s, s.sample()) {
				t.Fatalf("%s: %s is refused", test.act, name)
			}
		}
		for _, act := range test.way {
			s.advance(time.Hour)
			do(act)
			s.signal()
		}
		tried := 0
		s.before = func(function string, _ []byte) error {
			if function == test.task {
				if tried++; tried == 1 {
					do(test.act)
				}
			}
			return nil
		}
		before := s.states.Transitions()
		s.passTime()               // no signal tells of the change: the task finds it
		s.advance(2 * time.Minute) // and the wait before it ends
		over, now := s.clk.Now().Add(-2*time.Minute), s.sample()
		if spent := s.states.Transitions() - before; spent > 16 {
			t.Errorf("%s: %d state transitions", name, spent)
		}
		if _, state := s.execution(); state != test.state || tried != 1 {
			t.Errorf("%s: %s, in %q after %d tries, want %q", name, now.Status, state, tried, test.state)
		}
		if test.left > 0 {
			s.advance(over.Add(test.left).Add(-time.Second).Sub(s.clk.Now()))
			if now := s.sample(); now.Status.Final() {
				t.Errorf("%s: %s a second before its time", name, now.Status)
			}
			s.advance(2 * time.Minute)
		}
		s.signal()
		if now := s.sample(); now.Status != test.end {
			t.Errorf("%s: in the end it is %s, want %s", name, now.Status, test.end)
		}
		if wrong := s.check(); wrong != "" {
			t.Errorf("%s: %s", name, wrong)
		}
		if status, _ := s.execution(); status != states.Succeeded {
			t.Errorf("%s: the execution is %s", name, status)
		}
		s.close()
	}
}
