package lambda

import (
	"encoding/json"
	"errors"
	"fmt"
)

// FunctionError is what a function answered instead of a result: the error object of the Lambda Runtime API.
type FunctionError struct {
	Type    string // errorType: the name that a state machine's Catch and Retry match
	Message string // errorMessage
	Payload []byte // the whole error object, as the Invoke API would return it
}

func (e *FunctionError) Error() string { return e.Type + ": " + e.Message }

// errNonsense marks the errors after which a process is not used again although it still runs.
var errNonsense = errors.New("the process answered what no function may answer")

// nonsense is a FunctionError that is errNonsense too.
type nonsense struct{ *FunctionError }

func (n nonsense) Unwrap() []error { return []error{n.FunctionError, errNonsense} }

// newError makes an error that the service, not the function, found.
func newError(kind, message string) *FunctionError {
	payload, err := json.Marshal(struct {
		Type    string `json:"errorType"`
		Message string `json:"errorMessage"`
	}{kind, message})
	if err != nil {
		payload = []byte(`{}`) // two strings always marshal
	}
	return &FunctionError{Type: kind, Message: message, Payload: payload}
}

// reportedError reads what a process sent as an error object; kind is what its header says, if the object does not.
func reportedError(body []byte, kind string) error {
	var object struct {
		Type    string `json:"errorType"`
		Message string `json:"errorMessage"`
	}
	if err := json.Unmarshal(body, &object); err != nil {
		return nonsense{newError("Runtime.InvalidErrorObject", "the process reported an error that is not JSON: "+err.Error())}
	}
	if object.Type == "" {
		object.Type = kind
	}
	if object.Type == "" {
		object.Type = "Runtime.Unknown"
	}
	return &FunctionError{Type: object.Type, Message: object.Message, Payload: body}
}

// checked is the outcome of a response: one that is not JSON is an error.
func checked(body []byte) outcome {
	if len(body) > 0 && !json.Valid(body) {
		return outcome{err: nonsense{newError("Runtime.InvalidResponse", "the response is not JSON")}}
	}
	return outcome{payload: body}
}

// exitError is the outcome of an invocation, which may be nil, whose process ended.
func exitError(inv *invocation, reason string) outcome {
	if inv == nil {
		return outcome{}
	}
	return outcome{err: newError("Runtime.ExitError",
		fmt.Sprintf("RequestId: %s Error: Runtime exited with error: %s", inv.id, reason))}
}

func timeoutError(inv *invocation) outcome {
	return outcome{err: newError("Sandbox.Timedout",
		fmt.Sprintf("RequestId: %s Error: Task timed out after %.2f seconds", inv.id, inv.function.Timeout.Seconds()))}
}

func sizeError() error {
	return newError("Function.ResponseSizeTooLarge",
		fmt.Sprintf("Response payload size exceeded maximum allowed payload size (%d bytes).", payloadLimit))
}
