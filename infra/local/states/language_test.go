package states_test

import (
	"strings"
	"testing"
	"time"

	"samplepath/infra/local/states"
)

const fn = "arn:aws:lambda:us-east-1:000000000000:function:f"

// TestLanguage runs small definitions to their end. A want that is not JSON is how the execution's outcome begins.
func TestLanguage(t *testing.T) {
	pass := func(fields string) string { return `"A":{"Type":"Pass","End":true` + fields + `}` }
	task := func(fields string) string {
		return `"A":{"Type":"Task","Resource":"` + fn + `","End":true` + fields + `}`
	}
	wait := func(fields string) string { return `"A":{"Type":"Wait","End":true,` + fields + `}` }
	invoke := `"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f","Payload.$":"$"},"End":true`
	evaluate := func(expression string) string { return pass(`,"Parameters":{"v.$":"` + expression + `"}`) }
	cases := []struct{ name, states, input, want string }{
		{"pass", pass(``), `{"b":1,"a":[1e40]}`, `{"b":1,"a":[1e40]}`},
		{"pass result", pass(`,"Result":{"x":1}`), `{"b":1}`, `{"x":1}`},
		{"pass result in place", pass(`,"Result":{"x":1},"ResultPath":"$.r.s"`), `{"b":1}`, `{"b":1,"r":{"s":{"x":1}}}`},
		{"pass keeps large integers", pass(`,"Parameters":{"n.$":"$.n"}`), `{"n":12345678901234567890}`, `{"n":12345678901234567890}`},
		{"result discarded", pass(`,"Result":1,"ResultPath":null`), `{"b":1}`, `{"b":1}`},
		{"result in an array", pass(`,"Result":1,"ResultPath":"$.l[1]"`), `{"l":[7,8]}`, `{"l":[7,1]}`},
		{"result path through a number", pass(`,"Result":1,"ResultPath":"$.b.c"`), `{"b":1}`, `FAILED States.ResultPathMatchFailure`},
		{"result path beyond an array", pass(`,"Result":1,"ResultPath":"$.l[2]"`), `{"l":[7,8]}`, `FAILED States.ResultPathMatchFailure`},
		{"input path", pass(`,"InputPath":"$.a['b c'][1].d"`), `{"a":{"b c":[0,{"d":5}]}}`, `5`},
		{"input path null", pass(`,"InputPath":null`), `{"a":1}`, `{}`},
		{"input path missing", pass(`,"InputPath":"$.no"`), `{}`, `FAILED States.Runtime An error occurred while executing the state 'A' (entered at the event id #2). Invalid path '$.no'`},
		{"output path", pass(`,"OutputPath":"$.a"`), `{"a":{"b":1}}`, `{"b":1}`},
		{"output path null", pass(`,"OutputPath":null`), `{"a":1}`, `{}`},
		{"input path of the context", pass(`,"InputPath":"$$.Execution.Input.a"`), `{"a":4}`, `4`},
		{"parameters", pass(`,"Parameters":{"k":"v","a.$":"$.a","l":[{"b.$":"$.b"},"$.b"]}`), `{"a":1,"b":null}`, `{"k":"v","a":1,"l":[{"b":null},"$.b"]}`},
		{"parameters missing", pass(`,"Parameters":{"v.$":"$.no"}`), `{}`, `FAILED States.Runtime An error occurred while executing the state 'A' (entered at the event id #2). The JSONPath '$.no' specified for the field 'v.$' could not be found in the input '{}'`},
		{"context", pass(`,"Parameters":{"id.$":"$$.Execution.Id","n.$":"$$.Execution.Name","at.$":"$$.Execution.StartTime","s.$":"$$.State","m.$":"$$.StateMachine.Name"}`), `{}`,
			`{"id":"` + account + `execution:m:e","n":"e","at":"2026-01-01T12:00:00.000Z","s":{"Name":"A","EnteredTime":"2026-01-01T12:00:00.000Z"},"m":"m"}`},

		{"task", task(``), `{"a":1}`, `{"a":1}`},
		{"task parameters and selector", task(`,"Parameters":{"p.$":"$.a"},"ResultSelector":{"q.$":"$.p","c.$":"$$.State.RetryCount"},"ResultPath":"$.r"`), `{"a":1}`, `{"a":1,"r":{"q":1,"c":0}}`},
		{"task result path and output path", task(`,"InputPath":"$.a","ResultPath":"$.r","OutputPath":"$.r"`), `{"a":3}`, `3`},
		{"lambda integration", invoke + `}`, `{"a":1}`, `{"ExecutedVersion":"$LATEST","Payload":{"a":1},"SdkHttpMetadata":{"HttpStatusCode":200},"StatusCode":200}`},
		{"lambda integration's payload", invoke + `,"ResultSelector":{"p.$":"$.Payload"},"OutputPath":"$.p"}`, `"text"`, `"text"`},
		{"timeout from a path that is missing", task(`,"TimeoutSecondsPath":"$.t"`), `{}`, `FAILED States.Runtime`},
		{"timeout from a path to zero", task(`,"TimeoutSecondsPath":"$.t"`), `{"t":0}`, `FAILED States.Runtime`},

		{"format", evaluate(`States.Format('{} is {} \\{}', $.n, $.a)`), `{"n":"x","a":[1,"y"]}`, `{"v":"x is [1,\"y\"] {}"}`},
		{"format with too few", evaluate(`States.Format('{}{}', $.n)`), `{"n":"x"}`, `FAILED States.IntrinsicFailure`},
		{"nested", evaluate(`States.StringToJson(States.Format('[{},{}]', 1, States.MathAdd($.a, -3)))`), `{"a":5}`, `{"v":[1,2]}`},
		{"json to string", evaluate(`States.JsonToString($)`), `{"a":"<"}`, `{"v":"{\"a\":\"<\"}"}`},
		{"string to json of no json", evaluate(`States.StringToJson('{')`), `{}`, `FAILED States.IntrinsicFailure`},
		{"array", evaluate(`States.Array('it\\'s', true, null, $['a,b'])`), `{"a,b":2}`, `{"v":["it's",true,null,2]}`},
		{"array functions", evaluate(`States.Array(States.ArrayLength($.l), States.ArrayContains($.l, 8), States.ArrayContains($.l, '8'), States.ArrayGetItem($.l, 0))`), `{"l":[7,8]}`, `{"v":[2,true,false,7]}`},
		{"array item beyond", evaluate(`States.ArrayGetItem($.l, 2)`), `{"l":[7,8]}`, `FAILED States.IntrinsicFailure`},
		{"base64", evaluate(`States.Array(States.Base64Encode('hé'), States.Base64Decode('aMOp'))`), `{}`, `{"v":["aMOp","hé"]}`},
		{"merge", evaluate(`States.JsonMerge($.a, $.b, false)`), `{"a":{"x":1,"y":1},"b":{"y":2}}`, `{"v":{"x":1,"y":2}}`},
		{"split", evaluate(`States.StringSplit('a,b;c', ',;')`), `{}`, `{"v":["a","b","c"]}`},

		{"succeed", `"A":{"Type":"Succeed","InputPath":"$.a"}`, `{"a":2}`, `2`},
		{"fail", `"A":{"Type":"Fail","Error":"E","Cause":"because"}`, `{}`, `FAILED E because`},
		{"fail by path", `"A":{"Type":"Fail","ErrorPath":"$.e","CausePath":"$$.State.Name"}`, `{"e":"X"}`, `FAILED X A`},
		{"fail by a path that is missing", `"A":{"Type":"Fail","ErrorPath":"$.e"}`, `{}`, `FAILED States.Runtime`},

		{"wait a negative time", wait(`"SecondsPath":"$.s"`), `{"s":-1}`, `FAILED States.Runtime`},
		{"wait until no time", wait(`"TimestampPath":"$.s"`), `{"s":"2026-01-01 12:00"}`, `FAILED States.Runtime`},
		{"wait until the past", wait(`"Timestamp":"2020-01-01T00:00:00Z"`), `1`, `1`},
		{"wait for nothing", wait(`"Seconds":0`), `1`, `1`},

		{"choice default", `"A":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":2,"Next":"B"}],"Default":"C"},"B":{"Type":"Fail"},"C":{"Type":"Succeed"}`, `{"a":1}`, `{"a":1}`},
		{"no choice", `"A":{"Type":"Choice","Choices":[{"Variable":"$.a","NumericEquals":2,"Next":"B"}]},"B":{"Type":"Fail"}`, `{"a":1}`, `FAILED States.NoChoiceMatched`},
		{"choice on nothing", `"A":{"Type":"Choice","Choices":[{"Variable":"$.b","NumericEquals":2,"Next":"B"}],"Default":"B"},"B":{"Type":"Succeed"}`, `{"a":1}`, `FAILED States.Runtime`},
		{"output of a state too large", pass(`,"Parameters":{"a.$":"$.x","b.$":"$.x"}`), `{"x":"` + strings.Repeat("x", 140_000) + `"}`, `FAILED States.DataLimitExceeded`},
		{"input of a task too large", task(`,"Parameters":{"a.$":"$.x","b.$":"$.x"},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"B"}]`) + `,"B":{"Type":"Succeed"}`, `{"x":"` + strings.Repeat("x", 140_000) + `"}`, `FAILED States.DataLimitExceeded`},
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

func TestWaitTakesItsTime(t *testing.T) {
	for fields, want := range map[string]time.Duration{
		`"Seconds":90`:                           90 * time.Second,
		`"SecondsPath":"$.s"`:                    7 * time.Second,
		`"Timestamp":"2026-01-02T12:00:00Z"`:     24 * time.Hour,
		`"TimestampPath":"$.t"`:                  time.Hour,
		`"TimestampPath":"$$.Execution.Input.t"`: time.Hour,
	} {
		s := newStack(t, echo)
		arn := s.start(s.machine("m", `"A":{"Type":"Wait","Next":"B",`+fields+`},"B":{"Type":"Succeed"}`), "e", `{"s":7,"t":"2026-01-01T14:00:00+01:00"}`)
		s.advance(want - time.Millisecond)
		if got := s.describe(arn).Status; got != states.Running {
			t.Errorf("%s: %s too early", fields, got)
		}
		s.advance(time.Millisecond)
		if d := s.describe(arn); d.Status != states.Succeeded || d.Stopped.Sub(epoch) != want {
			t.Errorf("%s: %s after %s, want %s", fields, d.Status, d.Stopped.Sub(epoch), want)
		}
	}
}

func TestMachineTimeout(t *testing.T) {
	s := newStack(t, echo)
	limited := s.define("limited", `{"StartAt":"A","TimeoutSeconds":10,"States":{"A":{"Type":"Wait","Seconds":10,"End":true}}}`)
	free := s.machine("free", `"A":{"Type":"Wait","Seconds":99999999,"End":true}`)
	a, b := s.start(limited, "a", ""), s.start(free, "b", "")
	s.advance(366 * 24 * time.Hour)
	if got, want := s.story(b), "ExecutionStarted WaitStateEntered +3.1536e+07s ExecutionTimedOut"; got != want {
		t.Errorf("without a timeout: %s, want %s", got, want)
	}
	if _, err := s.Describe(a); err == nil {
		t.Error("an execution that ended 355 days ago is still known")
	}

	c := s.start(limited, "a", "") // its name is free again
	s.advance(10 * time.Second)
	if d := s.describe(c); outcome(d) != "TIMED_OUT" || d.Stopped.Sub(d.Started.Time) != 10*time.Second {
		t.Errorf("with a timeout, and a wait over at the same instant: %s after %s", outcome(d), d.Stopped.Sub(d.Started.Time))
	}
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
	s.start(s.machine("m", `"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Task","Resource":"`+fn+`","Next":"C"},"C":{"Type":"Succeed"}`), "e", "")
	s.settle()
	if got := s.Transitions(); got != 4 {
		t.Errorf("%d transitions, want 4: three states and the end", got)
	}
}
