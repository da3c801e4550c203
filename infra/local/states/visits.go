package states

import (
	"strings"
	"time"
)

// Visit is one stay of an execution in a state, for a picture of how it went.
type Visit struct {
	State   string
	Type    string    // Task, Choice ...
	Entered time.Time //
	Left    time.Time // zero while it is there
	Retries int
	Status  string // RUNNING, SUCCEEDED, CAUGHT, FAILED, TIMED_OUT or ABORTED
}

// Visits reads the states that an execution entered, in order; one that was entered twice is there twice.
// ExecutionDoesNotExist.
func (s *Service) Visits(arn string) ([]Visit, error) {
	x, err := s.find(arn)
	if err != nil {
		return nil, err
	}
	var visits []Visit
	attempts, failed := 0, false
	for _, e := range x.history() {
		if kind, ok := strings.CutSuffix(e.Type, "StateEntered"); ok {
			visits = append(visits, Visit{State: e.Details.Name, Type: kind, Entered: e.Time, Status: string(Running)})
			attempts, failed = 0, false
			continue
		}
		if len(visits) == 0 {
			continue
		}
		at := &visits[len(visits)-1]
		switch e.Type {
		case "TaskScheduled":
			at.Retries, failed = attempts, false
			attempts++
		case "TaskFailed", "TaskTimedOut":
			failed = true
		case "ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted":
			at.close(e.Time, map[string]Status{
				"ExecutionFailed": Failed, "ExecutionTimedOut": TimedOut, "ExecutionAborted": Aborted,
			}[e.Type])
		default:
			if strings.HasSuffix(e.Type, "StateExited") {
				status := Succeeded
				if failed {
					status = "CAUGHT"
				}
				at.close(e.Time, status)
			}
		}
	}
	return visits, nil
}

func (v *Visit) close(at time.Time, status Status) {
	if v.Left.IsZero() {
		v.Left, v.Status = at, string(status)
	}
}
