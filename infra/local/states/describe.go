package states

// Description is what is known of an execution; in a list, without its data.
type Description struct {
	ARN        string `json:"executionArn"`
	MachineARN string `json:"stateMachineArn"`
	Name       string `json:"name"`
	Status     Status `json:"status"`
	Started    Time   `json:"startDate"`
	Stopped    Time   `json:"stopDate,omitzero"`

	Input         string    `json:"input,omitempty"` // JSON
	InputDetails  *included `json:"inputDetails,omitempty"`
	Output        string    `json:"output,omitempty"` // JSON, once it has succeeded
	OutputDetails *included `json:"outputDetails,omitempty"`
	Error         string    `json:"error,omitempty"`
	Cause         string    `json:"cause,omitempty"`
}

type included struct {
	Included bool `json:"included"`
}

// Describe reads an execution; ExecutionDoesNotExist if there is none, or none any more.
func (s *Service) Describe(arn string) (Description, error) {
	x, err := s.find(arn)
	if err != nil {
		return Description{}, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	d := x.summary()
	d.Input, d.InputDetails = x.input.text, &included{true}
	if x.status == Succeeded {
		d.Output, d.OutputDetails = x.output, &included{true}
	}
	if x.failure != nil {
		d.Error, d.Cause = x.failure.name, x.failure.cause
	}
	return d, nil
}

// summary is the description without data. Called with mu held.
func (x *execution) summary() Description {
	return Description{
		ARN: x.arn, MachineARN: x.machine.ARN, Name: x.name, Status: x.status, Started: Time{x.started}, Stopped: Time{x.stopped},
	}
}

// find reads an execution that is remembered.
func (s *Service) find(arn string) (*execution, error) {
	if err := checkARN(arn); err != nil {
		return nil, err
	}
	s.mu.RLock()
	x := s.executions[arn]
	s.mu.RUnlock()
	if x == nil || x.forgotten(s.clk.Now()) {
		return nil, problem("ExecutionDoesNotExist", "Execution Does Not Exist: '%s'", arn)
	}
	return x, nil
}
