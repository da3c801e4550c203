package schedule

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"samplepath/infra/local/bus"
	"samplepath/infra/local/clock"
	"samplepath/infra/local/template"
)

// Courier delivers to a function, by the target's retry policy.
type Courier interface{ Deliver(bus.Delivery) }

// Scheduler runs schedules. Safe for concurrent use.
type Scheduler struct {
	clock   *clock.Clock
	courier Courier
	log     *slog.Logger

	mu      sync.Mutex
	entries []*entry
}

// entry is one schedule; the mutex of the Scheduler guards it.
type entry struct {
	template.Schedule
	expression expression
	paused     bool
	next       time.Time // zero while paused
	stop       func() bool
	round      int // tells a timer that it was replaced while it fired
}

// Status is how a schedule stands.
type Status struct {
	Name, Expression, Function string
	Paused                     bool
	Next                       time.Time // zero while paused
}

// New starts the schedules; disabled ones are paused. Its error names every expression that is not supported.
func New(schedules []template.Schedule, clk *clock.Clock, courier Courier, log *slog.Logger) (*Scheduler, error) {
	s := &Scheduler{clock: clk, courier: courier, log: log}
	var faults []error
	for _, schedule := range schedules {
		parsed, err := parse(schedule.Expression, schedule.Timezone)
		if err != nil {
			faults = append(faults, fmt.Errorf("schedule %s: %w", schedule.Name, err))
			continue
		}
		s.entries = append(s.entries, &entry{Schedule: schedule, expression: parsed, paused: !schedule.Enabled})
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.entries {
		s.arm(e, clk.Now())
	}
	return s, nil
}

// Pause stops the ticks of a schedule until Resume.
func (s *Scheduler) Pause(name string) error {
	return s.change(name, func(e *entry) { e.paused = true })
}

// Resume goes on from now: the ticks of the pause are lost.
func (s *Scheduler) Resume(name string) error {
	return s.change(name, func(e *entry) { e.paused = false })
}

// SetInterval replaces a schedule's expression, from now on.
func (s *Scheduler) SetInterval(name, source string) error {
	s.mu.Lock()
	var faults []error
	parsed := map[*entry]expression{}
	for _, e := range s.entries {
		if e.Name == name {
			var err error
			parsed[e], err = parse(source, e.Timezone)
			faults = append(faults, err)
		}
	}
	s.mu.Unlock()
	if err := errors.Join(faults...); err != nil {
		return err
	}
	return s.change(name, func(e *entry) { e.Expression, e.expression = source, parsed[e] })
}

// List tells how every schedule stands.
func (s *Scheduler) List() []Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Status, len(s.entries))
	for i, e := range s.entries {
		all[i] = Status{e.Name, e.Expression, e.Target.Function, e.paused, e.next}
	}
	return all
}

// change changes every schedule of that name (a scheduled rule has one for each of its targets) and sets it anew.
func (s *Scheduler) change(name string, change func(*entry)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := false
	for _, e := range s.entries {
		if e.Name == name {
			found = true
			change(e)
			s.arm(e, s.clock.Now())
		}
	}
	if !found {
		return fmt.Errorf("there is no schedule %q", name)
	}
	return nil
}

// arm sets the timer for the first tick after a time. Called with mu held.
func (s *Scheduler) arm(e *entry, after time.Time) {
	if e.stop != nil {
		e.stop()
	}
	e.round++
	e.stop, e.next = nil, time.Time{}
	if e.paused {
		return
	}
	next, round := e.expression.next(after), e.round
	e.next = next
	e.stop = s.clock.At(next, func() { s.tick(e, round, next) })
}

// tick delivers one tick, and sets the next by the time of this one, so that none is lost where ticks run late.
func (s *Scheduler) tick(e *entry, round int, at time.Time) {
	s.mu.Lock()
	if e.round != round {
		s.mu.Unlock()
		return
	}
	delivery := bus.Delivery{Target: e.Target, Sender: e.ARN, Payload: payload(e.Schedule, at)}
	s.mu.Unlock()
	s.log.Debug("schedule", "name", e.Name, "time", at)
	s.courier.Deliver(delivery)
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.round == round {
		s.arm(e, at)
	}
}
