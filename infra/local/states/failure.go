package states

import "slices"

// Error names that the language itself reports; a function's own errors keep their own names.
const (
	errAll        = "States.ALL"
	errTaskFailed = "States.TaskFailed"
	errTimeout    = "States.Timeout"
	errRuntime    = "States.Runtime"
	errDataLimit  = "States.DataLimitExceeded"
	errNoChoice   = "States.NoChoiceMatched"
	errResultPath = "States.ResultPathMatchFailure"
)

// failure is an error inside an execution: a name that Retry and Catch match, and a cause for people.
type failure struct {
	name, cause string
}

// matches decides an ErrorEquals list. States.Runtime always ends the execution, whatever catches it;
// States.DataLimitExceeded is matched by its own name but by no wildcard.
func (f *failure) matches(names []string) bool {
	return f.name != errRuntime && slices.ContainsFunc(names, func(name string) bool {
		switch name {
		case f.name:
			return true
		case errAll:
			return f.name != errDataLimit
		case errTaskFailed:
			return f.name != errDataLimit && f.name != errTimeout
		default:
			return false
		}
	})
}
