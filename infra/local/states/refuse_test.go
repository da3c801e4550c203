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
		return machine(`"A":` + function(`,"End":true`+fields))
	}
	invoke := func(parameters string) string {
		return machine(`"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true,"Parameters":{` + parameters + `}}`)
	}
	pass := func(fields string) string { return machine(`"A":{"Type":"Pass","End":true` + fields + `}`) }
	choice := func(rule string) string {
		return machine(`"A":{"Type":"Choice","Choices":[{"Next":"B",` + rule + `}]},"B":{"Type":"Succeed"}`)
	}
	template := func(payload string) string { return invoke(`"FunctionName":"f","Payload":` + payload) }
	cases := []struct{ definition, want string }{
		{`{`, `not JSON`},
		{`{"StartAt":"A"}`, `$.StartAt: there is no state "A"`},
		{`{"StartAt":"A","QueryLanguage":"JSONata","States":{"A":{"Type":"Succeed"}}}`, `$.QueryLanguage: field is not supported`},
		{`{"StartAt":"A","TimeoutSeconds":60,"States":{"A":{"Type":"Succeed"}}}`, `$.TimeoutSeconds: field is not supported`},
		{`{"StartAt":"A","Surprise":0,"States":{"A":{"Type":"Succeed"}}}`, `$.Surprise: field is not supported`},
		{machine(`"A":{"Type":"Map","End":true}`), `$.States.A.Type: state type Map is not supported`},
		{machine(`"A":{"Type":"Parallel","End":true}`), `$.States.A.Type: state type Parallel is not supported`},
		{machine(`"A":{"Type":"Wait","Seconds":1,"End":true}`), `$.States.A.Type: state type Wait is not supported`},
		{machine(`"A":{"Type":"Succeed","QueryLanguage":"JSONata"}`), `$.States.A.QueryLanguage`},
		{machine(`"A":{"Type":"Succeed"},"B":{"Type":"Succeed"}`), `$.States.B: nothing leads here`},
		{machine(`"A":{"Type":"Pass"}`), `$.States.A: must have either Next or End`},
		{machine(`"A":{"Type":"Pass","Next":"A","End":true}`), `$.States.A: must have either Next or End`},
		{machine(`"A":{"Type":"Pass","Next":"B"}`), `$.States.A.Next: there is no state "B"`},
		{machine(`"A":{"Type":"Succeed","End":true}`), `$.States.A.End: field is not supported`},
		{pass(`,"Assign":{"x":1}`), `$.States.A.Assign: field is not supported`},
		{pass(`,"Retry":[]`), `$.States.A.Retry: field is not supported`},
		{pass(`,"Result":{}`), `$.States.A.Result: field is not supported`},
		{pass(`,"Parameters":{}`), `$.States.A.Parameters: field is not supported`},
		{pass(`,"OutputPath":"$.a"`), `$.States.A.OutputPath: field is not supported`},
		{pass(`,"InputPath":"$..a"`), `$.States.A.InputPath: path "$..a": step . is not supported`},
		{pass(`,"InputPath":"$.a[*]"`), `$.States.A.InputPath: path "$.a[*]": step .a[*] is not supported`},
		{pass(`,"InputPath":"$.a[0]"`), `$.States.A.InputPath: path "$.a[0]": step .a[0] is not supported`},
		{pass(`,"InputPath":"$['a']"`), `$.States.A.InputPath: path "$['a']"`},
		{pass(`,"InputPath":"$variable"`), `variables are not supported`},
		{pass(`,"ResultPath":"$$.a"`), `$.States.A.ResultPath: cannot lie in the context`},
		{template(`{"a.$":"States.UUID()"}`), `$.States.A.Parameters.Payload.a.$: must be a path: States.UUID() is not supported`},
		{template(`{"a.$":"plain"}`), `$.States.A.Parameters.Payload.a.$: must be a path`},
		{template(`{"a.$":7}`), `$.States.A.Parameters.Payload.a.$: must be a path`},
		{template(`{"a":1,"a.$":"$"}`), `$.States.A.Parameters.Payload.a: is given both`},
		{template(`{"a":[1]}`), `$.States.A.Parameters.Payload.a: an array in a template is not supported`},
		{machine(`"A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","End":true}`), `$.States.A.Resource: resource arn:aws:states:::sqs:sendMessage is not supported`},
		{machine(`"A":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:000000000000:function:f","End":true}`), `$.States.A.Resource`},
		{task(`,"Credentials":{}`), `$.States.A.Credentials: field is not supported`},
		{task(`,"TimeoutSeconds":1.5`), `$.States.A.TimeoutSeconds`},
		{task(`,"TimeoutSeconds":0`), `$.States.A.TimeoutSeconds: must be between`},
		{task(`,"TimeoutSeconds":5,"TimeoutSecondsPath":"$.t"`), `$.States.A.TimeoutSeconds: is given twice`},
		{task(`,"HeartbeatSeconds":5`), `$.States.A.HeartbeatSeconds: field is not supported`},
		{task(`,"Retry":[{"ErrorEquals":[]}]`), `$.States.A.Retry[0].ErrorEquals: must name`},
		{task(`,"Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["E"]}]`), `$.States.A.Retry[0].ErrorEquals: States.ALL must stand alone`},
		{task(`,"Retry":[{"ErrorEquals":["E"],"BackoffRate":0.5}]`), `$.States.A.Retry[0].BackoffRate`},
		{task(`,"Retry":[{"ErrorEquals":["E"],"JitterStrategy":"FULL"}]`), `$.States.A.Retry[0].JitterStrategy: field is not supported`},
		{task(`,"Retry":[{"ErrorEquals":["E"],"MaxDelaySeconds":9}]`), `$.States.A.Retry[0].MaxDelaySeconds: field is not supported`},
		{task(`,"Catch":[{"ErrorEquals":["E"],"Next":"B"}]`), `$.States.A.Catch: there is no state "B"`},
		{task(`,"Catch":[{"ErrorEquals":["E"],"Next":"A","Output":{}}]`), `$.States.A.Catch[0].Output: field is not supported`},
		{invoke(`"Payload":{}`), `$.States.A.Parameters.FunctionName: is required`},
		{invoke(`"FunctionName":"f","InvocationType":"Event"`), `$.States.A.Parameters.InvocationType: field is not supported`},
		{invoke(`"FunctionName":"f","Qualifier":"1"`), `$.States.A.Parameters.Qualifier: field is not supported`},
		{choice(`"Variable":"$.a","NumericEquals":1`), `$.States.A.Choices[0].NumericEquals: field is not supported`},
		{choice(`"Variable":"$.a","BooleanEquals":"yes"`), `$.States.A.Choices[0].BooleanEquals: must be a`},
		{choice(`"Variable":"$.a"`), `$.States.A.Choices[0]: has no comparison that is supported`},
		{choice(`"BooleanEquals":true`), `$.States.A.Choices[0]: has no Variable`},
		{choice(`"And":[{"Variable":"$.a","BooleanEquals":true}]`), `$.States.A.Choices[0].And: field is not supported`},
		{choice(`"Condition":"{% true %}"`), `$.States.A.Choices[0].Condition: field is not supported`},
		{machine(`"A":{"Type":"Fail","Error":"E","ErrorPath":"$.e"}`), `$.States.A: gives its error twice`},
		{machine(`"A":{"Type":"Fail","CausePath":"$.e"}`), `$.States.A.CausePath: field is not supported`},
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
