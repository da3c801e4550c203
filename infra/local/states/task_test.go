package states_test

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"samplepath/infra/local/lambda"
	"samplepath/infra/local/states"
)

// await is a Task that waits for its token, then goes on to Done.
func await(fields string) string {
	caught := ""
	if strings.Contains(fields, "Caught") {
		caught = `,"Caught":{"Type":"Pass","End":true}`
	}
	return `"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","Next":"Done",` +
		`"Parameters":{"FunctionName":"register","Payload":{"token.$":"$$.Task.Token","retry.$":"$$.State.RetryCount"}}` + fields + `},` +
		`"Done":{"Type":"Succeed"}` + caught
}

// register keeps the tokens that functions are given.
type register struct {
	mu     sync.Mutex
	tokens []string
}

func (r *register) take(_ string, payload []byte) ([]byte, error) {
	var in struct{ Token string }
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tokens = append(r.tokens, in.Token)
	return []byte(`null`), nil
}

func (r *register) last() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tokens[len(r.tokens)-1]
}

func code(err error) string {
	if e, ok := errors.AsType[*states.Error](err); ok {
		return e.Code
	}
	return ""
}

func TestTokenCompletesTask(t *testing.T) {
	var r register
	s := newStack(t, r.take)
	machine := s.machine("m", await(`,"ResultPath":"$.r","TimeoutSeconds":60,"Catch":[{"ErrorEquals":["Lost"],"Next":"Caught","ResultPath":"$.why"}]`))

	won := s.start(machine, "won", `{"a":1}`)
	s.settle()
	s.advance(59 * time.Second)
	if got := code(s.SendTaskSuccess(r.last(), `{`)); got != "InvalidOutput" {
		t.Errorf("an output that is no JSON: %q", got)
	}
	if err := s.SendTaskSuccess(r.last(), `{"ok":true}`); err != nil {
		t.Fatal(err)
	}
	s.advance(time.Hour)
	if got, want := outcome(s.describe(won)), `{"a":1,"r":{"ok":true}}`; got != want {
		t.Errorf("ended with %s, want %s", got, want)
	}
	if got, want := s.story(won), "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSubmitted "+
		"+59s TaskSucceeded TaskStateExited SucceedStateEntered SucceedStateExited ExecutionSucceeded"; got != want {
		t.Errorf("history\n%s\nwant\n%s", got, want)
	}
	if got := code(s.SendTaskSuccess(r.last(), `1`)); got != "TaskTimedOut" {
		t.Errorf("a token used twice: %q", got)
	}

	lost := s.start(machine, "lost", `{"a":1}`)
	s.settle()
	if err := s.SendTaskFailure(r.last(), "Lost", "in the post"); err != nil {
		t.Fatal(err)
	}
	if got, want := outcome(s.describe(lost)), `{"a":1,"why":{"Cause":"in the post","Error":"Lost"}}`; got != want {
		t.Errorf("ended with %s, want %s", got, want)
	}
	broken := s.start(machine, "broken", ``)
	s.settle()
	if err := s.SendTaskFailure(r.last(), "Broken", ""); err != nil {
		t.Fatal(err)
	}
	if got := outcome(s.describe(broken)); got != "FAILED Broken" {
		t.Errorf("ended with %s", got)
	}
	for _, token := range []string{"", "nonsense", strings.ToUpper(r.last())} {
		if got := code(s.SendTaskHeartbeat(token)); got != "InvalidToken" {
			t.Errorf("token %.20q: %q", token, got)
		}
	}
}

func TestTokenMayComeBackBeforeTheFunctionReturns(t *testing.T) {
	var s *stack
	var sent error
	s = newStack(t, func(_ string, payload []byte) ([]byte, error) {
		var in struct{ Token string }
		if err := json.Unmarshal(payload, &in); err != nil {
			return nil, err
		}
		sent = s.SendTaskSuccess(in.Token, `"early"`)
		return nil, errors.New("too late to matter")
	})
	arn := s.start(s.machine("m", await(`,"TimeoutSeconds":60`)), "e", "")
	s.settle()
	if got := outcome(s.describe(arn)); sent != nil || got != `"early"` {
		t.Errorf("ended with %s (%v)", got, sent)
	}
	if got, want := s.story(arn), "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted "+
		"TaskSucceeded TaskStateExited SucceedStateEntered SucceedStateExited ExecutionSucceeded"; got != want {
		t.Errorf("history\n%s\nwant\n%s", got, want)
	}
}

func TestTaskTimeouts(t *testing.T) {
	submitted := "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSubmitted "
	cases := []struct{ name, fields, input, want string }{
		{"uncaught", `,"TimeoutSeconds":60`, `{}`,
			submitted + "+60s TaskTimedOut ExecutionFailed"},
		{"by path", `,"TimeoutSecondsPath":"$.t","Catch":[{"ErrorEquals":["States.Timeout"],"Next":"Caught"}]`, `{"t":30}`,
			submitted + "+30s TaskTimedOut TaskStateExited PassStateEntered PassStateExited ExecutionSucceeded"},
		{"not a task failure", `,"TimeoutSeconds":60,"Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"Caught"}]`, `{}`,
			submitted + "+60s TaskTimedOut ExecutionFailed"},
		{"tried again", `,"TimeoutSeconds":60,"Retry":[{"ErrorEquals":["States.Timeout"],"MaxAttempts":1}]`, `{}`,
			submitted + "+60s TaskTimedOut +61s TaskScheduled TaskStarted TaskSubmitted +121s TaskTimedOut ExecutionFailed"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var r register
			s := newStack(t, r.take)
			arn := s.start(s.machine("m", await(c.fields)), "e", c.input)
			s.advance(time.Hour)
			if got := s.story(arn); got != c.want {
				t.Errorf("history\n%s\nwant\n%s", got, c.want)
			}
			if got := code(s.SendTaskSuccess(r.tokens[0], `1`)); got != "TaskTimedOut" {
				t.Errorf("the token afterwards: %q", got)
			}
		})
	}
}

// A heartbeat tells whether the task waits, and does not extend its time.
func TestHeartbeat(t *testing.T) {
	var r register
	s := newStack(t, r.take)
	arn := s.start(s.machine("m", await(`,"TimeoutSeconds":60`)), "e", "")
	s.settle()
	for range 3 {
		s.advance(19 * time.Second)
		if err := s.SendTaskHeartbeat(r.last()); err != nil {
			t.Fatal(err)
		}
	}
	s.advance(time.Hour)
	if d := s.describe(arn); outcome(d) != "FAILED States.Timeout" || d.Stopped.Sub(epoch) != time.Minute {
		t.Errorf("ended with %s after %s", outcome(d), d.Stopped.Sub(epoch))
	}
	if got := code(s.SendTaskHeartbeat(r.last())); got != "TaskTimedOut" {
		t.Errorf("a heartbeat afterwards: %q", got)
	}
}

func TestStop(t *testing.T) {
	var r register
	s := newStack(t, r.take)
	arn := s.start(s.machine("m", await(`,"TimeoutSeconds":60`)), "e", "")
	s.settle()
	s.advance(time.Second)
	at, err := s.Stop(states.StopInput{ARN: arn, Error: "Enough", Cause: "of this"})
	if err != nil || at.Sub(epoch) != time.Second {
		t.Fatalf("stopped at %s: %v", at, err)
	}
	s.advance(time.Hour)
	if got := outcome(s.describe(arn)); got != "ABORTED Enough of this" {
		t.Errorf("ended with %s", got)
	}
	if again, err := s.Stop(states.StopInput{ARN: arn}); err != nil || again != at {
		t.Errorf("stopped again at %s: %v", again, err)
	}
	if got := code(s.SendTaskSuccess(r.last(), `1`)); got != "TaskTimedOut" {
		t.Errorf("the token afterwards: %q", got)
	}
	if _, err := s.Stop(states.StopInput{ARN: account + "execution:m:none"}); code(err) != "ExecutionDoesNotExist" {
		t.Errorf("stopping nothing: %v", err)
	}
}

type coded struct{ error }

func (coded) ErrorCode() string { return "TooManyRequestsException" }

func TestInvocationFailures(t *testing.T) {
	own := &lambda.FunctionError{Type: "NotFound", Message: "no", Payload: []byte(`{"errorType":"NotFound","errorMessage":"no"}`)}
	catch := func(name string) string {
		return `"A":` + function(`,"Catch":[{"ErrorEquals":["`+name+`"],"Next":"Caught","ResultPath":"$.e"}],"End":true`) + `,"Caught":{"Type":"Pass","InputPath":"$.e.Error","End":true}`
	}
	cases := []struct {
		name, catches string
		err           error
		want          string
	}{
		{"own", "NotFound", own, `"NotFound"`},
		{"as task failure", "States.TaskFailed", own, `"NotFound"`},
		{"as anything", "States.ALL", own, `"NotFound"`},
		{"uncaught", "Other", own, `FAILED NotFound {"errorType":"NotFound","errorMessage":"no"}`},
		{"the service's", "Lambda.TooManyRequestsException", coded{errors.New("slow down")}, `"Lambda.TooManyRequestsException"`},
		{"unknown", "Lambda.ServiceException", errors.New("broken pipe"), `"Lambda.ServiceException"`},
		{"too large", "States.DataLimitExceeded", nil, `"States.DataLimitExceeded"`},
		{"too large is not just anything", "States.ALL", nil, `FAILED States.DataLimitExceeded The state/task 'lambda' returned`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newStack(t, func(string, []byte) ([]byte, error) {
				return []byte(`"` + strings.Repeat("x", 262_143) + `"`), c.err
			})
			arn := s.start(s.machine("m", catch(c.catches)), "e", "")
			s.settle()
			if got := outcome(s.describe(arn)); !strings.HasPrefix(got, c.want) {
				t.Errorf("ended with %.200s, want %s", got, c.want)
			}
		})
	}
}

func TestRetryDelays(t *testing.T) {
	cases := []struct {
		name, retry string
		want        []float64 // seconds between attempts
	}{
		{"defaults", `{"ErrorEquals":["States.ALL"]}`, []float64{1, 2, 4}},
		{"none", `{"ErrorEquals":["States.ALL"],"MaxAttempts":0}`, nil},
		{"other error", `{"ErrorEquals":["Other"]}`, nil},
		{"steady", `{"ErrorEquals":["States.TaskFailed"],"IntervalSeconds":5,"BackoffRate":1,"MaxAttempts":2}`, []float64{5, 5}},
		{"first match decides", `{"ErrorEquals":["E"],"MaxAttempts":1},{"ErrorEquals":["States.ALL"]}`, []float64{1}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newStack(t, fail)
			arn := s.start(s.machine("m", retrying(c.retry)), "e", "")
			s.advance(time.Hour)
			got := gaps(s.events(arn))
			if len(got) != len(c.want) {
				t.Fatalf("retried after %v, want %v", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Fatalf("retried after %v, want %v", got, c.want)
				}
			}
			if transitions := s.Transitions(); transitions != int64(len(c.want))+2 {
				t.Errorf("%d transitions with %d retries", transitions, len(c.want))
			}
		})
	}
}

func fail(string, []byte) ([]byte, error) { return nil, &lambda.FunctionError{Type: "E"} }

func retrying(retriers string) string {
	return `"A":` + function(`,"End":true,"Retry":[`+retriers+`]`)
}

func gaps(events []states.Event) []float64 {
	var gaps []float64
	var last time.Time
	for _, e := range events {
		if e.Type == "TaskScheduled" {
			if !last.IsZero() {
				gaps = append(gaps, e.Time.Sub(last).Seconds())
			}
			last = e.Time
		}
	}
	return gaps
}
