package stack_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/contract"
	"samplepath/shared/workflow"
)

// inputs is what each state machine is started with.
var inputs = map[string]reflect.Type{
	"sample-lifecycle":      reflect.TypeFor[workflow.SampleLifecycleInput](),
	"creator-authorization": reflect.TypeFor[workflow.AuthorizationInput](),
}

// definition is the Amazon States Language of a state machine, with the names of its functions in place.
func definition(t *testing.T, name string) map[string]any {
	t.Helper()
	for key, machine := range app.of("AWS::StepFunctions::StateMachine") {
		if machine.Properties["StateMachineName"] != "samplepath-"+name {
			continue
		}
		var d map[string]any
		if err := json.Unmarshal([]byte(app.text(t, stackOf(key), machine.Properties["DefinitionString"])), &d); err != nil {
			t.Fatal(err)
		}
		return d
	}
	t.Fatalf("no state machine %s", name)
	return nil
}

// asl is what the tests look at in a state.
type asl struct {
	Type               string
	Next               string
	Default            string
	Resource           string
	TimeoutSeconds     int
	TimeoutSecondsPath string
	Parameters         struct {
		FunctionName string
		Payload      map[string]any
	}
	Catch []struct {
		ErrorEquals []string
		Next        string
	}
	Choices []struct{ Next string }
}

func states(t *testing.T, machine string) (start string, states map[string]asl) {
	t.Helper()
	content, err := json.Marshal(definition(t, machine))
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		StartAt string
		States  map[string]asl
	}
	if err := json.Unmarshal(content, &d); err != nil {
		t.Fatal(err)
	}
	return d.StartAt, d.States
}

func (s asl) waits() bool { return strings.HasSuffix(s.Resource, ".waitForTaskToken") }

func (s asl) catches(name string) bool {
	for _, c := range s.Catch {
		if slices.Contains(c.ErrorEquals, name) {
			return true
		}
	}
	return false
}

func (s asl) successors() []string {
	next := []string{s.Next, s.Default}
	for _, c := range s.Catch {
		next = append(next, c.Next)
	}
	for _, c := range s.Choices {
		next = append(next, c.Next)
	}
	return slices.DeleteFunc(next, func(name string) bool { return name == "" })
}

func TestEveryWaitEnds(t *testing.T) {
	for machine, input := range inputs {
		_, all := states(t, machine)
		waits := 0
		for name, s := range all {
			if s.Type != "Task" {
				continue
			}
			if !s.catches("States.ALL") {
				t.Errorf("%s: %s does not catch everything", machine, name)
			}
			if !s.waits() {
				if s.TimeoutSeconds <= 0 {
					t.Errorf("%s: %s has no timeout", machine, name)
				}
				continue
			}
			waits++
			if !s.catches("States.Timeout") {
				t.Errorf("%s: %s does not catch its timeout", machine, name)
			}
			limit, isPath := strings.CutPrefix(s.TimeoutSecondsPath, "$.")
			if !isPath || !slices.Contains(fields(input), limit) {
				t.Errorf("%s: %s has the timeout %q, which is none of its input %v", machine, name, s.TimeoutSecondsPath, fields(input))
			}
		}
		if waits == 0 {
			t.Errorf("%s waits for nothing", machine)
		}
	}
}

func TestEveryStateIsReachedAndLeadsToAnEnd(t *testing.T) {
	for machine := range inputs {
		start, all := states(t, machine)
		reached := map[string]bool{}
		var walk func(name string)
		walk = func(name string) {
			s, ok := all[name]
			if !ok {
				t.Errorf("%s: no state %q", machine, name)
			}
			if reached[name] {
				return
			}
			reached[name] = true
			if len(s.successors()) == 0 && s.Type != "Succeed" && s.Type != "Fail" {
				t.Errorf("%s: %s leads nowhere", machine, name)
			}
			for _, next := range s.successors() {
				walk(next)
			}
		}
		walk(start)
		for name := range all {
			if !reached[name] {
				t.Errorf("%s: %s is never reached", machine, name)
			}
		}
	}
}

func TestHappyPathIsShort(t *testing.T) {
	const most = 10 // state transitions are what Step Functions bills
	for machine := range inputs {
		name, all := states(t, machine)
		transitions := 1
		for ; all[name].Next != "" && transitions <= most; transitions++ {
			name = all[name].Next
		}
		if transitions > most {
			t.Errorf("%s takes more than %d transitions when all goes well", machine, most)
		}
		if all[name].Type != "Succeed" {
			t.Errorf("%s ends in %s (%s) when all goes well", machine, name, all[name].Type)
		}
	}
}

// TestPayloadsHoldIDsOnly keeps personal data out of the history of executions: a task is told which one, never more.
func TestPayloadsHoldIDsOnly(t *testing.T) {
	for machine, input := range inputs {
		_, all := states(t, machine)
		for name, s := range all {
			if s.Type != "Task" {
				continue
			}
			action := contract.Find(s.Parameters.FunctionName)
			if action == nil || !action.Trigger.Task {
				t.Errorf("%s: %s calls %q, which is no task of the contract", machine, name, s.Parameters.FunctionName)
				continue
			}
			for key, value := range s.Parameters.Payload {
				field := strings.TrimSuffix(key, ".$")
				if !slices.Contains(fields(action.Request), field) {
					t.Errorf("%s: %s gives %s, which %s does not take", machine, name, field, action.Name)
				}
				id := strings.HasSuffix(field, "Id") && value == "$."+field && slices.Contains(fields(input), field)
				token := field == "token" && value == "$$.Task.Token"
				wait := field == "wait" && key == "wait"
				attempt := key == "enteredAt.$" && value == "$$.State.EnteredTime" || key == "retry.$" && value == "$$.State.RetryCount"
				if !id && !token && !wait && !attempt {
					t.Errorf("%s: %s gives %s = %v: neither an id of the input, nor a token, a wait or which attempt it is", machine, name, key, value)
				}
			}
		}
		for _, field := range fields(input) {
			if !strings.HasSuffix(field, "Id") && !strings.HasSuffix(field, "Seconds") {
				t.Errorf("the input of %s has %s: neither an id nor a limit", machine, field)
			}
		}
	}
}

func TestEveryTaskIsUsed(t *testing.T) {
	used := map[string]bool{}
	for machine := range inputs {
		_, all := states(t, machine)
		for _, s := range all {
			used[s.Parameters.FunctionName] = true
		}
	}
	for _, action := range contract.Actions() {
		if action.Trigger.Task && !used[action.Name] {
			t.Errorf("no state machine calls the task %s", action.Name)
		}
	}
}

// fields lists the JSON names of a struct's fields.
func fields(of reflect.Type) []string {
	var names []string
	for field := range of.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}
