package worker

import (
	"errors"
	"fmt"
	"testing"

	"github.com/aws/aws-lambda-go/lambda/messages"

	"samplepath/shared/lifecycle"
	"samplepath/shared/table"
)

// A state machine catches faults by name: wrapped or not, the name is the code's.
func TestFaultsAreNamedAsStateMachinesCatchThem(t *testing.T) {
	for want, err := range map[string]error{
		"NotDue":           lifecycle.ErrNotDue,
		"AlreadyDone":      fmt.Errorf("end: %w", lifecycle.ErrAlreadyDone.With("status", "shipped")),
		"ChangedMeanwhile": table.ErrChanged,
	} {
		failure, ok := errors.AsType[messages.InvokeResponse_Error](Named(err))
		if !ok || failure.Type != want {
			t.Errorf("%v is named %+v, want %s", err, failure, want)
		}
	}
	other := errors.New("dial tcp: refused")
	if Named(other) != other { //nolint:errorlint // the very same
		t.Error("an error that is no fault was named")
	}
}
