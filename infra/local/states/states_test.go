package states_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/states"
)

const account = "arn:aws:states:us-east-1:000000000000:"

var quiet = slog.New(slog.DiscardHandler)

var epoch = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

// functions answers for every Lambda function.
type functions func(function string, payload []byte) ([]byte, error)

func (f functions) Invoke(_ context.Context, function string, payload []byte) ([]byte, error) {
	return f(function, payload)
}

// echo returns what it is given.
func echo(_ string, payload []byte) ([]byte, error) { return payload, nil }

type stack struct {
	*states.Service
	clk *clock.Clock
	t   testing.TB
}

func newStack(t testing.TB, f functions) *stack {
	t.Helper()
	clk := clock.New(epoch)
	s := &stack{Service: states.New(clk, f, quiet), clk: clk, t: t}
	t.Cleanup(func() { s.Close() })
	return s
}

// machine adds a machine with these states, the first of which is called A.
func (s *stack) machine(name, states string) string {
	s.t.Helper()
	return s.define(name, `{"StartAt":"A","States":{`+states+`}}`)
}

func (s *stack) define(name, definition string) string {
	s.t.Helper()
	arn := account + "stateMachine:" + name
	if err := s.AddMachine(states.Machine{ARN: arn, Name: name, RoleARN: "arn:aws:iam::000000000000:role/r", Definition: definition}); err != nil {
		s.t.Fatal(err)
	}
	return arn
}

func (s *stack) start(machine, name, input string) string {
	s.t.Helper()
	out, err := s.Start(states.StartInput{MachineARN: machine, Name: name, Input: input})
	if err != nil {
		s.t.Fatal(err)
	}
	return out.ARN
}

func (s *stack) settle() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := s.clk.Settle(ctx); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stack) advance(d time.Duration) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := s.clk.Advance(ctx, d); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stack) describe(arn string) states.Description {
	s.t.Helper()
	d, err := s.Describe(arn)
	if err != nil {
		s.t.Fatal(err)
	}
	return d
}

func (s *stack) events(arn string) []states.Event {
	s.t.Helper()
	out, err := s.History(states.HistoryInput{ARN: arn, MaxResults: 1000})
	if err != nil {
		s.t.Fatal(err)
	}
	return out.Events
}

// story is a history in one line: each event's type, and its seconds since the start where they changed.
func (s *stack) story(arn string) string {
	var b strings.Builder
	last := epoch
	for _, e := range s.events(arn) {
		if e.Time != last {
			fmt.Fprintf(&b, "+%gs ", e.Time.Sub(epoch).Seconds())
			last = e.Time
		}
		b.WriteString(e.Type + " ")
	}
	return strings.TrimSpace(b.String())
}

// outcome is what an execution ended with: its output, or its error and cause.
func outcome(d states.Description) string {
	if d.Status == states.Succeeded {
		return d.Output
	}
	return strings.TrimSpace(strings.Join([]string{string(d.Status), d.Error, d.Cause}, " "))
}

func sameJSON(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && fmt.Sprint(x) == fmt.Sprint(y)
}
