package lifecycle

import (
	"os"
	"strings"
)

// Environment variables that name the state machines by ARN.
const (
	SampleMachine        = "SAMPLEPATH_SAMPLE_LIFECYCLE"
	AuthorizationMachine = "SAMPLEPATH_CREATOR_AUTHORIZATION"
)

// ExecutionOf is the ARN of the execution that follows a sample: it is named by the sample's id (feature O1). It is
// empty where the function does not know the state machine.
func ExecutionOf(sampleID string) string {
	machine := os.Getenv(SampleMachine)
	if machine == "" {
		return ""
	}
	return strings.Replace(machine, ":stateMachine:", ":execution:", 1) + ":" + sampleID
}
