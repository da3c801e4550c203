package stack

import (
	"os"

	"github.com/aws/jsii-runtime-go"
)

// Close ends the process that the CDK runs in and removes its temporary files. Nothing of this package works afterwards.
//
// The CDK's runtime waits for that process from two goroutines, and the one that loses says so on standard error as if
// something had gone wrong; hence nobody listens to it meanwhile.
func Close() {
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		stderr := os.Stderr
		os.Stderr = null
		defer func() { os.Stderr = stderr }()
	}
	jsii.Close()
}
