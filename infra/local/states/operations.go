package states

type (
	executionRef struct {
		ARN          string `json:"executionArn"`
		IncludedData string `json:"includedData"`
	}
	machineRef struct {
		ARN          string `json:"stateMachineArn"`
		IncludedData string `json:"includedData"`
	}
	page struct {
		MaxResults int    `json:"maxResults"`
		NextToken  string `json:"nextToken"`
	}
	taskResult struct {
		Token  string `json:"taskToken"`
		Output string `json:"output"`
		Error  string `json:"error"`
		Cause  string `json:"cause"`
	}
	stopped struct {
		Stopped Time `json:"stopDate"`
	}
	machines struct {
		Machines  []MachineDescription `json:"stateMachines"`
		NextToken string               `json:"nextToken,omitempty"`
	}
	empty struct{}
)

// operations are the API's calls, by name.
var operations = map[string]func(*Service, []byte) (any, error){
	"StartExecution":      operation((*Service).Start),
	"ListExecutions":      operation((*Service).List),
	"GetExecutionHistory": operation((*Service).History),
	"StopExecution": operation(func(s *Service, in StopInput) (stopped, error) {
		at, err := s.Stop(in)
		return stopped{at}, err
	}),
	"DescribeExecution": operation(func(s *Service, in executionRef) (Description, error) {
		d, err := s.Describe(in.ARN)
		if in.IncludedData == "METADATA_ONLY" {
			d.Input, d.Output, d.InputDetails, d.OutputDetails = "", "", &included{}, &included{}
		}
		return d, err
	}),
	"DescribeStateMachine": operation(func(s *Service, in machineRef) (MachineDescription, error) {
		d, err := s.DescribeMachine(in.ARN)
		if in.IncludedData == "METADATA_ONLY" {
			d.Definition = ""
		}
		return d, err
	}),
	"ListStateMachines": operation((*Service).pageOfMachines),
	"SendTaskSuccess": operation(func(s *Service, in taskResult) (empty, error) {
		return empty{}, s.SendTaskSuccess(in.Token, in.Output)
	}),
	"SendTaskFailure": operation(func(s *Service, in taskResult) (empty, error) {
		return empty{}, s.SendTaskFailure(in.Token, in.Error, in.Cause)
	}),
	"SendTaskHeartbeat": operation(func(s *Service, in taskResult) (empty, error) {
		return empty{}, s.SendTaskHeartbeat(in.Token)
	}),
}

func (s *Service) pageOfMachines(in page) (machines, error) {
	size, err := pageSize(in.MaxResults)
	if err != nil {
		return machines{}, err
	}
	from, err := position(in.NextToken)
	if err != nil {
		return machines{}, err
	}
	all := s.ListMachines()
	all = all[min(from, uint64(len(all))):]
	if len(all) <= size {
		return machines{Machines: all}, nil
	}
	return machines{Machines: all[:size], NextToken: nextToken(from + uint64(size))}, nil //nolint:gosec // at most 1000
}
