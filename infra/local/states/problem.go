package states

import "fmt"

// Error is a refusal of the Step Functions API.
type Error struct {
	Code    string // the exception's name, as ExecutionAlreadyExists
	Message string
}

func (e *Error) Error() string { return e.Code + ": " + e.Message }

// ErrorCode is the exception's name, as errors of the SDK have it.
func (e *Error) ErrorCode() string { return e.Code }

func problem(code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

func invalid(format string, args ...any) *Error {
	return problem("ValidationException", format, args...)
}
