package states

import (
	"encoding/json"
	"strings"
	"time"
)

// maxEvents is how long an execution's history may get; the event that reaches it fails the execution.
const maxEvents = 25_000

// Event is one entry of an execution's history. Its JSON is that of GetExecutionHistory.
type Event struct {
	ID         int64 // from 1
	PreviousID int64 // 0 for the first state and for an end from outside
	Time       time.Time
	Type       string // a HistoryEventType of the API, as "TaskStateEntered"
	Details    Details
}

// Details holds what an event says; which fields are set depends on its type. Inputs, outputs and parameters are JSON
// texts.
type Details struct {
	Name             string `json:"name,omitempty"`
	Input            string `json:"input,omitempty"`
	Output           string `json:"output,omitempty"`
	RoleARN          string `json:"roleArn,omitempty"`
	ResourceType     string `json:"resourceType,omitempty"`
	Resource         string `json:"resource,omitempty"`
	Region           string `json:"region,omitempty"`
	Parameters       string `json:"parameters,omitempty"`
	TimeoutInSeconds int64  `json:"timeoutInSeconds,omitempty"`
	Error            string `json:"error,omitempty"`
	Cause            string `json:"cause,omitempty"`
}

// wireDetails adds what the API says of each input and output: nothing is ever cut short here.
type wireDetails struct {
	Details
	InputDetails  *truncation `json:"inputDetails,omitempty"`
	OutputDetails *truncation `json:"outputDetails,omitempty"`
}

type truncation struct {
	Truncated bool `json:"truncated"`
}

// MarshalJSON puts the details under the name that the event's type gives them.
func (e Event) MarshalJSON() ([]byte, error) {
	fields := map[string]any{
		"id": e.ID, "previousEventId": e.PreviousID, "timestamp": Time{e.Time}, "type": e.Type,
	}
	details := wireDetails{Details: e.Details}
	if details.Input != "" {
		details.InputDetails = &truncation{}
	}
	if details.Output != "" {
		details.OutputDetails = &truncation{}
	}
	fields[e.detailsName()] = details
	return json.Marshal(fields)
}

func (e Event) detailsName() string {
	switch {
	case strings.HasSuffix(e.Type, "StateEntered"):
		return "stateEnteredEventDetails"
	case strings.HasSuffix(e.Type, "StateExited"):
		return "stateExitedEventDetails"
	default:
		return strings.ToLower(e.Type[:1]) + e.Type[1:] + "EventDetails"
	}
}

// withoutData is the event with its inputs, outputs and parameters left out.
func (e Event) withoutData() Event {
	e.Details.Input, e.Details.Output, e.Details.Parameters = "", "", ""
	return e
}

// record adds an event to a running execution, following the one before. Called with mu held.
func (x *execution) record(kind string, details Details) {
	if x.status != Running {
		return
	}
	if len(x.events) == maxEvents-1 {
		x.end(Failed, &failure{name: errRuntime, cause: "The execution reached the maximum number of history events (25000)."})
		return
	}
	x.add(kind, details)
}

func (x *execution) add(kind string, details Details) {
	id := int64(len(x.events) + 1)
	e := Event{ID: id, PreviousID: id - 1, Time: x.svc.clk.Now(), Type: kind, Details: details}
	if id == 2 || kind == "ExecutionAborted" || kind == "ExecutionTimedOut" {
		e.PreviousID = 0
	}
	x.events = append(x.events, e)
}
