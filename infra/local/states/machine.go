package states

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Machine is a Standard state machine.
type Machine struct {
	ARN            string // arn:aws:states:us-east-1:000000000000:stateMachine:<name>
	Name           string
	RoleARN        string
	Definition     string // ASL as JSON, without CloudFormation's functions
	TracingEnabled bool
}

type machine struct {
	Machine
	def        *definition
	created    time.Time
	executions []*execution // oldest first
}

// AddMachine makes a machine ready to start. Its definition is refused, with one error for every place that is not
// supported or makes no sense. A machine that exists already is replaced for executions yet to start.
func (s *Service) AddMachine(m Machine) error {
	if !strings.HasPrefix(m.ARN, "arn:") || !strings.HasSuffix(m.ARN, ":stateMachine:"+m.Name) {
		return fmt.Errorf("state machine %s: %q is not its ARN", m.Name, m.ARN)
	}
	def, err := parseDefinition(m.Definition)
	if err != nil {
		return fmt.Errorf("state machine %s: %w", m.Name, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.machines[m.ARN]; old != nil {
		old.Machine, old.def = m, def
		return nil
	}
	s.machines[m.ARN] = &machine{Machine: m, def: def, created: s.clk.Now()}
	return nil
}

// MachineDescription is what DescribeStateMachine tells.
type MachineDescription struct {
	ARN        string  `json:"stateMachineArn"`
	Name       string  `json:"name"`
	Status     string  `json:"status,omitempty"`
	Type       string  `json:"type"`
	Definition string  `json:"definition,omitempty"`
	RoleARN    string  `json:"roleArn,omitempty"`
	Created    Time    `json:"creationDate"`
	Tracing    Tracing `json:"tracingConfiguration,omitzero"`
}

// Tracing says whether a machine is traced by X-Ray; nothing is traced here.
type Tracing struct {
	Enabled bool `json:"enabled"`
}

// DescribeMachine reads a machine; StateMachineDoesNotExist if there is none.
func (s *Service) DescribeMachine(arn string) (MachineDescription, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	m, err := s.machine(arn)
	if err != nil {
		return MachineDescription{}, err
	}
	return MachineDescription{
		ARN: m.ARN, Name: m.Name, Status: "ACTIVE", Type: "STANDARD", Definition: m.Definition, RoleARN: m.RoleARN,
		Created: Time{m.created}, Tracing: Tracing{m.TracingEnabled},
	}, nil
}

// ListMachines reads every machine, by name, without its definition.
func (s *Service) ListMachines() []MachineDescription {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := []MachineDescription{}
	for _, m := range s.machines {
		all = append(all, MachineDescription{ARN: m.ARN, Name: m.Name, Type: "STANDARD", Created: Time{m.created}})
	}
	slices.SortFunc(all, func(a, b MachineDescription) int { return strings.Compare(a.ARN, b.ARN) })
	return all
}

// machine finds a machine. Called with mu held.
func (s *Service) machine(arn string) (*machine, error) {
	if err := checkARN(arn); err != nil {
		return nil, err
	}
	m := s.machines[arn]
	if m == nil {
		return nil, problem("StateMachineDoesNotExist", "State Machine Does Not Exist: '%s'", arn)
	}
	return m, nil
}

func checkARN(arn string) error {
	if !strings.HasPrefix(arn, "arn:") {
		return problem("InvalidArn", "Invalid Arn: 'Invalid ARN prefix: %s'", arn)
	}
	return nil
}
