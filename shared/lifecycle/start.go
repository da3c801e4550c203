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

// executionName is the name of the execution that follows a sample: the sample's id, and from the second one on its
// number (features O1, O2).
func executionName(s sample.Sample) string {
	if s.Restarts == 0 {
		return s.ID
	}
	return s.ID + "-" + strconv.Itoa(s.Restarts+1)
}

// ExecutionOf is the ARN of the execution that follows a sample. It is empty where the function does not know the state
// machine.
func ExecutionOf(s sample.Sample) string {
	machine := os.Getenv(SampleMachine)
	if machine == "" {
		return ""
	}
	return strings.Replace(machine, ":stateMachine:", ":execution:", 1) + ":" + executionName(s)
}
