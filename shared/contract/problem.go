package contract

import (
	"net/http"

	"samplepath/shared/fault"
)

// Problem is the body of every answer that is not a success: RFC 9457 problem+json with a stable code. Details of a fault
// (the id of an earlier sample, the steps that are missing) are further members of it.
type Problem struct {
	Type      string         `json:"type" doc:"about:blank"`
	Title     string         `json:"title" doc:"The HTTP status in words"`
	Status    int            `json:"status"`
	Code      string         `json:"code" doc:"Stable code" example:"allocation_exhausted"`
	Detail    string         `json:"detail" doc:"For a person"`
	RequestID string         `json:"requestId,omitempty" doc:"Name it when asking for help"`
	Errors    []FieldError   `json:"errors,omitempty" doc:"One entry per bad field"`
	Details   map[string]any `json:"details,omitempty" doc:"What more there is to say, by name"`
}

// FieldError is what is wrong with one field of a request.
type FieldError struct {
	Field   string `json:"field" doc:"Where: a path such as products[2].email; of a row of a bulk call, within that row. Empty in the last entry, where it says how many more there are" example:"products[2].email"`
	Code    string `json:"code" doc:"Stable code" example:"too_long"`
	Message string `json:"message" doc:"For a person" example:"must be at most 50 characters"`
}

// GatewayMessage is what API Gateway answers with by itself, such as 429: it cannot be told to answer with a problem.
type GatewayMessage struct {
	Message string `json:"message" example:"Too Many Requests"`
}

// ProblemOf is a fault as an answer.
func ProblemOf(e *fault.Error) Problem {
	status := StatusOf(e.Kind)
	out := Problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status, Code: e.Code, Detail: e.Message(), Details: e.Details,
	}
	for _, field := range e.Fields {
		out.Errors = append(out.Errors, FieldError(field))
	}
	return out
}

// statuses is the one mapping of faults to HTTP.
var statuses = map[fault.Kind]int{
	fault.Malformed: http.StatusBadRequest, fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden: http.StatusForbidden, fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict,
	fault.TooLarge: http.StatusRequestEntityTooLarge, fault.Invalid: http.StatusUnprocessableEntity,
	fault.Throttled: http.StatusTooManyRequests, fault.Internal: http.StatusInternalServerError,
	fault.Unavailable: http.StatusServiceUnavailable,
}

// StatusOf is the HTTP status of a kind of fault.
func StatusOf(kind fault.Kind) int { return statuses[kind] }
