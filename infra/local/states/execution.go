package states

import (
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// Status is how an execution stands, in the API's words.
type Status string

// The statuses an execution can have.
const (
	Running   Status = "RUNNING"
	Succeeded Status = "SUCCEEDED"
	Failed    Status = "FAILED"
	TimedOut  Status = "TIMED_OUT"
	Aborted   Status = "ABORTED"
)

// execution is one run of a machine. While it waits it is this data only; see enter.
type execution struct {
	svc      *Service
	machine  Machine
	def      *definition
	arn      string
	name     string
	sequence uint64 // order of starting
	input    doc
	started  time.Time
	deadline time.Time

	mu      sync.Mutex
	status  Status
	stopped time.Time
	output  string
	failure *failure
	events  []Event

	at       *state // where it is
	entered  time.Time
	enterID  int64
	raw      doc     // the state's input
	retried  []int64 // retries made in this state, for each of its retriers
	attempt  *attempt
	turn     uint64 // counts what it has waited for
	unwake   func() bool
	unexpire func() bool
}

// transition is where an execution goes next, and with what; no name means that it waits or has ended.
type transition struct {
	next string
	data doc
}

var stay = transition{}

// enter walks from state to state until the execution waits for something outside or has ended. Called with mu held,
// by whatever carried the execution on, which counts as work in flight until enter returns.
func (x *execution) enter(t transition) {
	for t.next != "" && x.status == Running {
		s := x.def.states[t.next]
		x.at, x.raw, x.entered = s, t.data, x.svc.clk.Now()
		x.retried = nil
		if len(s.retry) > 0 {
			x.retried = make([]int64, len(s.retry))
		}
		x.svc.transitions.Add(1)
		x.record(s.kind+"StateEntered", Details{Name: s.name, Input: t.data.text})
		x.enterID = int64(len(x.events))
		if x.status != Running {
			return
		}
		t = x.visit(s)
	}
}

// visit does what a state does.
func (x *execution) visit(s *state) transition {
	if s.kind == "Task" {
		return x.try()
	}
	if s.kind == "Fail" {
		x.end(Failed, x.located(s.fail.failure(x.scope(x.raw.value))))
		return stay
	}
	data, f := x.filtered(s.input, x.raw)
	if f != nil {
		return x.failed(f)
	}
	switch s.kind {
	case "Pass":
		return x.pass(s, data)
	case "Choice":
		for _, c := range s.choices {
			yes, f := c.holds(x.scope(data.value))
			if f != nil {
				return x.failed(f)
			}
			if yes {
				return x.exit(data, c.next)
			}
		}
		if s.next == "" {
			return x.failed(&failure{name: errNoChoice, cause: fmt.Sprintf("No choice of the state '%s' matched", s.name)})
		}
		return x.exit(data, s.next)
	default: // Succeed
		return x.exit(data, "")
	}
}

func (x *execution) pass(s *state, data doc) transition {
	if s.result.path.steps == nil && !s.result.none {
		return x.exit(data, s.next) // the input as it is, with its text
	}
	output, f := x.combined(s.result, data.value)
	if f != nil {
		return x.failed(f)
	}
	return x.exit(output, s.next)
}

// exit leaves the state with its output, for next or, without one, for the execution's success.
func (x *execution) exit(output doc, next string) transition {
	if len(output.text) > maxPayload {
		return x.failed(tooLarge(x.at.name))
	}
	return x.leave(output, next)
}

func (x *execution) leave(output doc, next string) transition {
	x.record(x.at.kind+"StateExited", Details{Name: x.at.name, Output: output.text})
	if next == "" && x.status == Running {
		x.output = output.text
		x.end(Succeeded, nil)
	}
	return transition{next: next, data: output}
}

// end closes the execution. Called with mu held; an execution ends once.
func (x *execution) end(status Status, f *failure) {
	if x.status != Running {
		return
	}
	x.moveOn()
	x.unexpire()
	details := Details{Output: x.output}
	if f != nil {
		details.Error, details.Cause = f.name, f.cause
	}
	x.add(map[Status]string{
		Succeeded: "ExecutionSucceeded", Failed: "ExecutionFailed", TimedOut: "ExecutionTimedOut", Aborted: "ExecutionAborted",
	}[status], details)
	x.status, x.stopped, x.failure = status, x.svc.clk.Now(), f
	x.svc.transitions.Add(1)
	x.raw, x.retried = doc{}, nil
	x.svc.log.Debug("execution ended", slog.String("machine", x.machine.Name), slog.String("execution", x.name),
		slog.String("status", string(status)), slog.String("error", details.Error))
}

// wakeAt carries the execution on by f once the clock reaches t, unless it has moved on by then.
func (x *execution) wakeAt(t time.Time, f func() transition) {
	turn := x.turn
	x.unwake = x.svc.clk.At(t, func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		switch {
		case x.turn != turn || x.status != Running:
		case !x.svc.clk.Now().Before(x.deadline):
			x.expire() // of two timers due at once, the execution's own comes first
		default:
			x.moveOn()
			x.enter(f())
		}
	})
}

// moveOn forgets what the execution waited for.
func (x *execution) moveOn() {
	x.attempt = nil
	x.disarm()
}

// disarm stops the timer that is set, even one that is just going off.
func (x *execution) disarm() {
	x.turn++
	if x.unwake != nil {
		x.unwake()
		x.unwake = nil
	}
}

// expire ends an execution that has run for as long as Step Functions allows.
func (x *execution) expire() { x.end(TimedOut, nil) }
