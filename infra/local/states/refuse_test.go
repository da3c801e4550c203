package states_test

import (
	"strings"
	"testing"

	"samplepath/infra/local/states"
)

// TestRefusals: what is not implemented, or makes no sense, is refused with its place and name.
func TestRefusals(t *testing.T) {
	machine := func(states string) string { return `{"StartAt":"A","States":{` + states + `}}` }
	task := func(fields string) string {
		return machine(`"A":{"Type":"Task","Resource":"` + fn + `","End":true` + fields + `}`)
	}
	invoke := func(parameters string) string {
		return machine(`"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true,"Parameters":{` + parameters + `}}`)
	}
	pass := func(fields string) string { return machine(`"A":{"Type":"Pass","End":true` + fields + `}`) }
	choice := func(rule string) string {
		return machine(`"A":{"Type":"Choice","Choices":[{"Next":"B",` + rule + `}]},"B":{"Type":"Succeed"}`)
	}
	cases := []struct{ definition, want string }{
		{`{`, `not JSON`},
		{`{"StartAt":"A"}`, `$.StartAt: there is no state "A"`},
		{`{"StartAt":"A","QueryLanguage":"JSONata","States":{"A":{"Type":"Succeed"}}}`, `$.QueryLanguage: query language JSONata`},
		{`{"StartAt":"A","Version":"2.0","States":{"A":{"Type":"Succeed"}}}`, `$.Version: version 2.0`},
		{`{"StartAt":"A","TimeoutSeconds":0,"States":{"A":{"Type":"Succeed"}}}`, `$.TimeoutSeconds: must be between`},
		{`{"StartAt":"A","Surprise":0,"States":{"A":{"Type":"Succeed"}}}`, `$.Surprise: field is not supported`},
		{machine(`"A":{"Type":"Map","End":true}`), `$.States.A.Type: state type Map is not supported`},
		{machine(`"A":{"Type":"Parallel","End":true}`), `$.States.A.Type: state type Parallel is not supported`},
		{machine(`"A":{"Type":"Succeed","QueryLanguage":"JSONata"}`), `$.States.A.QueryLanguage`},
		{machine(`"A":{"Type":"Succeed"},"B":{"Type":"Succeed"}`), `$.States.B: nothing leads here`},
		{machine(`"A":{"Type":"Pass"}`), `$.States.A: must have either Next or End`},
		{machine(`"A":{"Type":"Pass","Next":"A","End":true}`), `$.States.A: must have either Next or End`},
		{machine(`"A":{"Type":"Pass","Next":"B"}`), `$.States.A.Next: there is no state "B"`},
		{machine(`"A":{"Type":"Succeed","End":true}`), `$.States.A.End: field is not supported`},
		{pass(`,"Assign":{"x":1}`), `$.States.A.Assign: field is not supported`},
		{pass(`,"Retry":[]`), `$.States.A.Retry: field is not supported`},
		{pass(`,"InputPath":"$..a"`), `$.States.A.InputPath: path "$..a": descent`},
		{pass(`,"InputPath":"$.a[*]"`), `$.States.A.InputPath: path "$.a[*]": step [*] is not supported`},
		{pass(`,"InputPath":"$.a[?(@.b)]"`), `$.States.A.InputPath`},
		{pass(`,"InputPath":"$.a[0:2]"`), `$.States.A.InputPath`},
		{pass(`,"InputPath":"$variable"`), `variables are not supported`},
		{pass(`,"ResultPath":"$$.a"`), `$.States.A.ResultPath: cannot lie in the context`},
		{pass(`,"Parameters":{"a.$":"States.MathRandom(1, 9)"}`), `$.States.A.Parameters.a.$: intrinsic function "States.MathRandom(1, 9)": function States.MathRandom is not supported`},
		{pass(`,"Parameters":{"a.$":"States.UUID(1)"}`), `States.UUID does not take 1 arguments`},
		{pass(`,"Parameters":{"a.$":"plain"}`), `neither a path nor a function`},
		{pass(`,"Parameters":{"a.$":7}`), `$.States.A.Parameters.a.$: must be a string`},
		{pass(`,"Parameters":{"a":1,"a.$":"$"}`), `$.States.A.Parameters.a: is given both`},
		{machine(`"A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true}`), `$.States.A.Resource: resource arn:aws:states:::sqs:sendMessage is not supported`},
		{machine(`"A":{"Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:a","End":true}`), `$.States.A.Resource`},
		{task(`,"Credentials":{}`), `$.States.A.Credentials: field is not supported`},
		{task(`,"TimeoutSeconds":1.5`), `$.States.A.TimeoutSeconds`},
		{task(`,"TimeoutSeconds":5,"TimeoutSecondsPath":"$.t"`), `$.States.A.TimeoutSeconds: is given twice`},
		{task(`,"HeartbeatSeconds":5`), `$.States.A.HeartbeatSeconds: only a task with a token`},
		{task(`,"Retry":[{"ErrorEquals":[]}]`), `$.States.A.Retry[0].ErrorEquals: must name`},
		{task(`,"Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["E"]}]`), `$.States.A.Retry[0].ErrorEquals: States.ALL must stand alone`},
		{task(`,"Retry":[{"ErrorEquals":["E"],"BackoffRate":0.5}]`), `$.States.A.Retry[0].BackoffRate`},
		{task(`,"Retry":[{"ErrorEquals":["E"],"JitterStrategy":"SOME"}]`), `$.States.A.Retry[0].JitterStrategy: strategy SOME`},
		{task(`,"Retry":[{"ErrorEquals":["E"],"MaxDelaySeconds":1}]`), `$.States.A.Retry[0].MaxDelaySeconds`},
		{task(`,"Catch":[{"ErrorEquals":["E"],"Next":"B"}]`), `$.States.A.Catch: there is no state "B"`},
		{task(`,"Catch":[{"ErrorEquals":["E"],"Next":"A","Output":{}}]`), `$.States.A.Catch[0].Output: field is not supported`},
		{invoke(`"Payload":{}`), `$.States.A.Parameters.FunctionName: is required`},
		{invoke(`"FunctionName":"f","InvocationType":"Event"`), `$.States.A.Parameters.InvocationType: invocation type Event`},
		{invoke(`"FunctionName":"f","Qualifier":"1"`), `$.States.A.Parameters.Qualifier: field is not supported`},
		{choice(`"Variable":"$.a","NumericIsOdd":true`), `$.States.A.Choices[0].NumericIsOdd: field is not supported`},
		{choice(`"Variable":"$.a","NumericEquals":"1"`), `$.States.A.Choices[0].NumericEquals: cannot compare with "1"`},
		{choice(`"Variable":"$.a","IsNull":true,"IsString":true`), `$.States.A.Choices[0].IsString: field is not supported`},
		{choice(`"And":[{"Variable":"$.a","IsNull":true,"Next":"B"}]`), `$.States.A.Choices[0].And[0].Next: field is not supported`},
		{choice(`"Condition":"{% true %}"`), `$.States.A.Choices[0].Condition: field is not supported`},
		{machine(`"A":{"Type":"Wait","End":true}`), `$.States.A: must have exactly one of Seconds`},
		{machine(`"A":{"Type":"Wait","End":true,"Seconds":1,"SecondsPath":"$.s"}`), `$.States.A: must have exactly one of Seconds`},
		{machine(`"A":{"Type":"Fail","Error":"E","ErrorPath":"$.e"}`), `$.States.A: gives its error or cause twice`},
	}
	for _, c := range cases {
		s := newStack(t, echo)
		err := s.AddMachine(states.Machine{ARN: account + "stateMachine:m", Name: "m", Definition: c.definition})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\nrefused with %v\nwant %s", c.definition, err, c.want)
		}
	}
}

func TestRefusalNamesEverything(t *testing.T) {
	s := newStack(t, echo)
	err := s.AddMachine(states.Machine{ARN: account + "stateMachine:m", Name: "m", Definition: `{"StartAt":"A","States":{
		"A":{"Type":"Map","Next":"100%"}, "100%":{"Type":"Pass","End":true,"Assign":{}}}}`})
	for _, want := range []string{"$.States.A.Type: state type Map", "$.States.100%.Assign: field is not supported here"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\ndoes not say %s", err, want)
		}
	}
	if _, err := s.DescribeMachine(account + "stateMachine:m"); code(err) != "StateMachineDoesNotExist" {
		t.Errorf("a refused machine: %v", err)
	}
}
