package states

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// maxSeconds is the most a field in seconds may say.
const maxSeconds = 99_999_999

// definition is a state machine as read from its ASL.
type definition struct {
	startAt string
	states  map[string]*state
}

// state is one state. Only the fields of its kind are set.
type state struct {
	name, kind string
	next       string // "" for a last state
	input      filter

	parameters expression // Task
	selector   expression // Task: nil is the result as it is
	result     filter     // Task, Pass: where the result goes in the input

	choices []choice  // Choice
	fail    *failRule // Fail
	task    *taskRule // Task
	retry   []retrier // Task
	catch   []catcher // Task
}

// maxExecution is how long Step Functions lets a Standard execution run.
const maxExecution = 365 * 24 * time.Hour

func parseDefinition(text string) (*definition, error) {
	if !json.Valid([]byte(text)) {
		return nil, fmt.Errorf("the definition is not JSON")
	}
	p := &parser{}
	o := p.object("$", json.RawMessage(text))
	o.string("Comment")
	d := &definition{startAt: o.required("StartAt"), states: map[string]*state{}}
	if raw, ok := o.take("States"); ok {
		all := p.object("$.States", raw)
		for _, name := range sortedKeys(all.left) {
			if len([]rune(name)) > 80 {
				p.refuse("$.States."+name, "a name has at most 80 characters")
			}
			d.states[name] = p.state(name, p.object("$.States."+name, all.left[name]))
		}
	}
	o.done()
	p.links(d)
	return d, p.err()
}

func (p *parser) state(name string, o *object) *state {
	s := &state{name: name, kind: o.required("Type")}
	o.string("Comment")
	switch s.kind {
	case "Task":
		p.task(s, o)
	case "Pass":
		s.result = o.resultPath()
	case "Choice":
		raw, _ := o.take("Choices")
		s.choices = p.choices(o.at+".Choices", raw)
		s.next = o.string("Default")
	case "Succeed":
	case "Fail":
		s.fail = p.fail(o)
	case "":
	default:
		p.refuse(o.at+".Type", "state type %s is not supported", s.kind)
		return s
	}
	if s.kind != "Fail" {
		s.input = o.filter("InputPath")
	}
	if s.kind == "Task" || s.kind == "Pass" {
		p.exit(s, o)
	}
	o.done()
	return s
}

// exit reads where a state leads: exactly one of Next and End.
func (p *parser) exit(s *state, o *object) {
	var end bool
	hasNext := o.into("Next", &s.next)
	if o.into("End", &end); end == hasNext {
		p.refuse(o.at, "must have either Next or End")
	}
}

// payload reads a payload template, nil if the field is not there.
func (p *parser) payload(o *object, name string) expression {
	raw, ok := o.take(name)
	if !ok {
		return nil
	}
	value, _ := decode(raw) // valid: it is part of a valid text
	return p.template(o.at+"."+name, value)
}

// links refuses names that are no state, and states that nothing leads to.
func (p *parser) links(d *definition) {
	reached := map[string]bool{}
	to := func(at, name string) {
		reached[name] = true
		if d.states[name] == nil && name != "" {
			p.refuse(at, "there is no state %q", name)
		}
	}
	to("$.StartAt", d.startAt)
	for _, name := range sortedKeys(d.states) {
		s, at := d.states[name], "$.States."+name
		to(at+".Next", s.next)
		for _, c := range s.choices {
			to(at+".Choices", c.next)
		}
		for _, c := range s.catch {
			to(at+".Catch", c.next)
		}
	}
	for _, name := range sortedKeys(d.states) {
		if !reached[name] {
			p.refuse("$.States."+name, "nothing leads here")
		}
	}
}

// invoke is the resource of a Task that calls a function and takes what it returns. The same with .waitForTaskToken takes what
// comes back under the task's token.
const invoke = "invoke"

// resourceOf reads a Task's Resource.
func resourceOf(arn string) (resource string, waits bool, err error) {
	switch resource := strings.TrimPrefix(arn, "arn:aws:states:::lambda:"); resource {
	case invoke:
		return resource, false, nil
	case invoke + ".waitForTaskToken":
		return resource, true, nil
	default:
		return "", false, fmt.Errorf("resource %s is not supported", arn)
	}
}
