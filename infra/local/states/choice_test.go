package states_test

import (
	"testing"

	"samplepath/infra/local/states"
)

// A Choice goes where the first rule that holds says, and without one by its Default. A value of another type equals no
// boolean.
func TestChoice(t *testing.T) {
	const machine = `"A":{"Type":"Choice","Choices":[{"Variable":"$.a.b","BooleanEquals":true,"Next":"True"},{"Variable":"$.a.b","BooleanEquals":false,"Next":"False"}],"Default":"Other"},` +
		`"True":{"Type":"Fail","Error":"True"},"False":{"Type":"Fail","Error":"False"},"Other":{"Type":"Fail","Error":"Other"}`
	for input, want := range map[string]string{
		`{"a":{"b":true}}`:   "FAILED True",
		`{"a":{"b":false}}`:  "FAILED False",
		`{"a":{"b":"true"}}`: "FAILED Other",
		`{"a":{"b":null}}`:   "FAILED Other",
		`{"a":{}}`: "FAILED States.Runtime An error occurred while executing the state 'A' (entered at the event id #2). " +
			"Invalid path '$.a.b': The choice state's condition path references an invalid value.",
	} {
		s := newStack(t, echo)
		arn := s.start(s.machine("m", machine), "e", input)
		s.settle()
		if got := outcome(s.describe(arn)); got != want {
			t.Errorf("%s: %s, want %s", input, got, want)
		}
	}
}

func TestChoiceWithoutDefault(t *testing.T) {
	s := newStack(t, echo)
	arn := s.start(s.machine("m", `"A":{"Type":"Choice","Choices":[{"Variable":"$.a","BooleanEquals":true,"Next":"B"}]},"B":{"Type":"Succeed"}`), "e", `{"a":false}`)
	s.settle()
	if d := s.describe(arn); d.Status != states.Failed || d.Error != "States.NoChoiceMatched" {
		t.Errorf("ended with %s", outcome(d))
	}
}
