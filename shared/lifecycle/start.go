package lifecycle

import (
	"os"
	"strconv"
	"strings"

	"samplepath/shared/sample"
)

// Environment variables that name the state machines by ARN.
const (
	SampleMachine        = "SAMPLEPATH_SAMPLE_LIFECYCLE"
	AuthorizationMachine = "SAMPLEPATH_CREATOR_AUTHORIZATION"
)

// Execution is an execution of one of the state machines, known by its name before it exists (features O1, O2).
type Execution struct {
	machine string // the environment variable that names the state machine
	Name    string
}

// SampleExecution is the execution that follows a sample: it is named by the sample's id, and from the second one on by its
// number, too.
func SampleExecution(s sample.Sample) Execution {
	return Execution{SampleMachine, numbered(s.ID, s.Restarts+1)}
}

// RequestExecution is one of the executions that follow an authorization request, by its number, from 1.
func RequestExecution(requestID string, number int) Execution {
	return Execution{AuthorizationMachine, numbered(requestID, number)}
}

func numbered(id string, number int) string {
	if number == 1 {
		return id
	}
	return id + "-" + strconv.Itoa(number)
}

// arn is empty where the function does not know the state machine.
func (e Execution) arn() string {
	machine := os.Getenv(e.machine)
	if machine == "" {
		return ""
	}
	return strings.Replace(machine, ":stateMachine:", ":execution:", 1) + ":" + e.Name
}

// ExecutionOf is the ARN of the execution that follows a sample. It is empty where the function does not know the state
// machine.
func ExecutionOf(s sample.Sample) string { return SampleExecution(s).arn() }
