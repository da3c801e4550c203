package states

import (
	"crypto/rand"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// StartInput asks for an execution. Without a name it gets a random one; without input, {}.
type StartInput struct {
	MachineARN  string `json:"stateMachineArn"`
	Name        string `json:"name"`
	Input       string `json:"input"`
	TraceHeader string `json:"traceHeader"` // taken, as by AWS, and of no effect here
}

// StartOutput names an execution that runs.
type StartOutput struct {
	ARN     string `json:"executionArn"`
	Started Time   `json:"startDate"`
}

// Start begins an execution. Repeated with the same name and input while that runs it answers the same; otherwise a name
// that was used in the last 90 days is ExecutionAlreadyExists. Also StateMachineDoesNotExist, InvalidName and
// InvalidExecutionInput.
func (s *Service) Start(in StartInput) (StartOutput, error) {
	done := s.clk.Begin()
	defer done()
	x, err := s.prepare(in)
	if err != nil {
		return StartOutput{}, err
	}
	s.mu.Lock()
	m, err := s.machine(in.MachineARN)
	if err != nil {
		s.mu.Unlock()
		return StartOutput{}, err
	}
	x.machine, x.def = m.Machine, m.def
	x.arn = strings.Replace(m.ARN, ":stateMachine:", ":execution:", 1) + ":" + x.name
	if old := s.executions[x.arn]; old != nil && !old.forgotten(x.started) {
		s.mu.Unlock()
		return old.again(x.input.text)
	}
	x.mu.Lock() // before anybody can see it
	defer x.mu.Unlock()
	s.sequence++
	x.sequence = s.sequence
	s.executions[x.arn] = x
	m.executions = append(m.executions, x)
	s.sweep(x.started)
	s.mu.Unlock()
	x.begin()
	return StartOutput{ARN: x.arn, Started: Time{x.started}}, nil
}

func (s *Service) prepare(in StartInput) (*execution, error) {
	if in.Name == "" {
		in.Name = newUUID()
	}
	if !validName(in.Name) {
		return nil, problem("InvalidName", "Invalid Name: '%s'", in.Name)
	}
	if in.Input == "" {
		in.Input = "{}"
	}
	input, err := parseDoc(in.Input)
	if err != nil {
		return nil, problem("InvalidExecutionInput", "Invalid State Machine Execution Input: '%s'", err)
	}
	if len(in.Input) > maxPayload {
		return nil, problem("InvalidExecutionInput", "Invalid State Machine Execution Input: 'more than %d bytes'", maxPayload)
	}
	return &execution{svc: s, name: in.Name, input: input, started: s.clk.Now(), status: Running}, nil
}

// begin enters the first state. Called with mu held.
func (x *execution) begin() {
	x.deadline = x.started.Add(maxExecution)
	x.unexpire = x.svc.clk.At(x.deadline, func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		x.expire()
	})
	x.record("ExecutionStarted", Details{Input: x.input.text, RoleARN: x.machine.RoleARN})
	x.enter(transition{next: x.def.startAt, data: x.input})
}

// again answers a start of the same name.
func (x *execution) again(input string) (StartOutput, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.status != Running || x.input.text != input {
		return StartOutput{}, problem("ExecutionAlreadyExists", "Execution Already Exists: '%s'", x.arn)
	}
	return StartOutput{ARN: x.arn, Started: Time{x.started}}, nil
}

// validName: 1 to 80 characters, no white space, control characters, brackets, wildcards or the special ones below.
func validName(name string) bool {
	return utf8.ValidString(name) && utf8.RuneCountInString(name) <= 80 && !strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>{}[]?*\"#%\\^|~`$&,;:/", r)
	})
}

// retention is how long Step Functions remembers an execution that has ended, and with it its name.
const retention = 90 * 24 * time.Hour

func (x *execution) forgotten(now time.Time) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.status != Running && now.Sub(x.stopped) > retention
}

// sweep drops forgotten executions, every thousandth start. Called with mu held, on an execution that is locked itself.
func (s *Service) sweep(now time.Time) {
	if s.sequence%1000 != 0 {
		return
	}
	for _, m := range s.machines {
		kept := make([]*execution, 0, len(m.executions))
		for _, x := range m.executions {
			switch {
			case x.sequence == s.sequence || !x.forgotten(now):
				kept = append(kept, x)
			case s.executions[x.arn] == x:
				delete(s.executions, x.arn)
			}
		}
		m.executions = kept
	}
}

// newUUID is a random (version 4) UUID.
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
