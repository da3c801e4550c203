package states_test

import (
	"strings"
	"testing"
	"time"

	"samplepath/infra/local/states"
)

// function is a Task that gives its input to a function, and has the function's answer as its result.
func function(fields string) string {
	return `{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f","Payload.$":"$"}` + fields + `}`
}

// TestLanguage runs small definitions to their end. A want that is not JSON is how the execution's outcome begins.
func TestLanguage(t *testing.T) {
	pass := func(fields string) string { return `"A":{"Type":"Pass","End":true` + fields + `}` }
	task := func(fields string) string {
		return `"A":` + function(`,"End":true,"ResultSelector":{"answer.$":"$.Payload"}`+fields)
	}
	invoke := func(payload string) string {
		return `"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true,"ResultPath":"$.r","ResultSelector":{"answer.$":"$.Payload"},"Parameters":{"FunctionName":"f","Payload":` + payload + `}}`
	}
	cases := []struct{ name, states, input, want string }{
		{"pass", pass(``), `{"b":1,"a":[1e40]}`, `{"b":1,"a":[1e40]}`},
		{"pass to a place", pass(`,"InputPath":"$.b","ResultPath":"$.r.s"`), `{"b":1}`, `{"b":1,"r":{"s":1}}`},
		{"pass keeps large integers", pass(`,"InputPath":"$.n","ResultPath":"$.m"`), `{"n":12345678901234567890}`, `{"n":12345678901234567890,"m":12345678901234567890}`},
		{"result discarded", pass(`,"InputPath":"$.b","ResultPath":null`), `{"b":1}`, `{"b":1}`},
		{"result path through a number", pass(`,"ResultPath":"$.b.c"`), `{"b":1}`, `FAILED States.ResultPathMatchFailure`},
		{"input path", pass(`,"InputPath":"$.a.b"`), `{"a":{"b":[0,{"d":5}]}}`, `[0,{"d":5}]`},
		{"input path null", pass(`,"InputPath":null`), `{"a":1}`, `{}`},
		{"input path missing", pass(`,"InputPath":"$.no"`), `{}`, `FAILED States.Runtime An error occurred while executing the state 'A' (entered at the event id #2). Invalid path '$.no'`},
		{"input path of the context", pass(`,"InputPath":"$$.Execution.Input.a"`), `{"a":4}`, `4`},
		{"output of a state too large", pass(`,"InputPath":"$.x","ResultPath":"$.y"`), `{"x":"` + strings.Repeat("x", 140_000) + `"}`, `FAILED States.DataLimitExceeded`},

		{"task", task(``), `{"a":1}`, `{"answer":{"a":1}}`},
		{"task's own result", `"A":` + function(`,"End":true`), `{"a":1}`, `{"ExecutedVersion":"$LATEST","Payload":{"a":1},"SdkHttpMetadata":{"HttpStatusCode":200},"StatusCode":200}`},
		{"task selector", `"A":` + function(`,"End":true,"ResultSelector":{"q.$":"$.Payload.a","c.$":"$$.State.RetryCount"},"ResultPath":"$.r"`), `{"a":1}`, `{"a":1,"r":{"q":1,"c":0}}`},
		{"task input path", task(`,"InputPath":"$.a","ResultPath":"$.r"`), `{"a":3}`, `{"a":3,"r":{"answer":3}}`},
		{"payload", invoke(`{"k":"v","n":7,"a.$":"$.a","o":{"b.$":"$.b"},"plain":"$.b"}`), `{"a":1,"b":null}`, `{"a":1,"b":null,"r":{"answer":{"k":"v","n":7,"a":1,"o":{"b":null},"plain":"$.b"}}}`},
		{"payload missing", invoke(`{"v.$":"$.no"}`), `{}`, `FAILED States.Runtime An error occurred while executing the state 'A' (entered at the event id #2). The JSONPath '$.no' specified for the field 'v.$' could not be found in the input '{}'`},
		{"context", invoke(`{"id.$":"$$.Execution.Id","n.$":"$$.Execution.Name","at.$":"$$.Execution.StartTime","s.$":"$$.State","m.$":"$$.StateMachine.Name"}`), `{}`,
			`{"r":{"answer":{"id":"` + account + `execution:m:e","n":"e","at":"2026-01-01T12:00:00.000Z","s":{"Name":"A","EnteredTime":"2026-01-01T12:00:00.000Z","RetryCount":0},"m":"m"}}}`},
		{"timeout from a path that is missing", task(`,"TimeoutSecondsPath":"$.t"`), `{}`, `FAILED States.Runtime`},
		{"timeout from a path to zero", task(`,"TimeoutSecondsPath":"$.t"`), `{"t":0}`, `FAILED States.Runtime`},
		{"input of a task too large", `"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true,"Parameters":{"FunctionName":"f","Payload":{"a.$":"$.x","b.$":"$.x"}},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"B"}]},"B":{"Type":"Succeed"}`,
			`{"x":"` + strings.Repeat("x", 140_000) + `"}`, `FAILED States.DataLimitExceeded`},

		{"succeed", `"A":{"Type":"Succeed","InputPath":"$.a"}`, `{"a":2}`, `2`},
		{"fail", `"A":{"Type":"Fail","Error":"E","Cause":"because"}`, `{}`, `FAILED E because`},
		{"fail by path", `"A":{"Type":"Fail","ErrorPath":"$.e","Cause":"because"}`, `{"e":"X"}`, `FAILED X because`},
		{"fail by a path that is missing", `"A":{"Type":"Fail","ErrorPath":"$.e"}`, `{}`, `FAILED States.Runtime`},
		{"fail by a path to a number", `"A":{"Type":"Fail","ErrorPath":"$.e"}`, `{"e":1}`, `FAILED States.Runtime`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			s := newStack(t, echo)
			arn := s.start(s.machine("m", c.states), "e", c.input)
			s.settle()
			got := outcome(s.describe(arn))
			if !sameJSON(got, c.want) && (strings.HasPrefix(c.want, "{") || !strings.HasPrefix(got, c.want)) {
				t.Errorf("ended with\n%.300s\nwant\n%s", got, c.want)
			}
		})
	}
}

// An execution that waits without a timeout is ended after a year, as by AWS, and is forgotten 90 days later.
func TestAnExecutionEndsAfterAYear(t *testing.T) {
	var r register
	s := newStack(t, r.take)
	machine := s.machine("m", await(``))
	arn := s.start(machine, "a", "")
	s.advance(366 * 24 * time.Hour)
	if got, want := s.story(arn), "ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSubmitted +3.1536e+07s ExecutionTimedOut"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	s.advance(90 * 24 * time.Hour)
	if _, err := s.Describe(arn); err == nil {
		t.Error("it is still known")
	}
	s.start(machine, "a", "") // its name is free again
}

func TestHistoryIsLimited(t *testing.T) {
	s := newStack(t, echo)
	arn := s.start(s.machine("loop", `"A":{"Type":"Pass","Next":"A"}`), "e", "")
	s.settle()
	out, err := s.History(states.HistoryInput{ARN: arn, Reverse: true, MaxResults: 2})
	if err != nil {
		t.Fatal(err)
	}
	if last := out.Events[0]; last.ID != 25_000 || last.Type != "ExecutionFailed" || out.Events[1].ID != 24_999 {
		t.Errorf("the last event is %d, %s", last.ID, last.Type)
	}
}

func TestTransitions(t *testing.T) {
	s := newStack(t, echo)
	s.start(s.machine("m", `"A":{"Type":"Pass","Next":"B"},"B":`+function(`,"Next":"C"`)+`,"C":{"Type":"Succeed"}`), "e", "")
	s.settle()
	if got := s.Transitions(); got != 4 {
		t.Errorf("%d transitions, want 4: three states and the end", got)
	}
}
