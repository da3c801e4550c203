package states

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// scope is what the current state's expressions can read.
func (x *execution) scope(data any) scope { return scope{data: data, context: x.context} }

// context is the context object, $$, as of now.
func (x *execution) context() any {
	state := map[string]any{"Name": x.at.name, "EnteredTime": stamp(x.entered)}
	context := map[string]any{
		"Execution": map[string]any{
			"Id": x.arn, "Name": x.name, "Input": x.input.value, "RoleArn": x.machine.RoleARN,
			"StartTime": stamp(x.started), "RedriveCount": number(0),
		},
		"StateMachine": map[string]any{"Id": x.machine.ARN, "Name": x.machine.Name},
		"State":        state,
	}
	if x.at.kind == "Task" {
		state["RetryCount"] = number(x.retries())
	}
	if x.attempt != nil && x.attempt.token != "" {
		context["Task"] = map[string]any{"Token": x.attempt.token}
	}
	return context
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// filtered applies an InputPath or OutputPath.
func (x *execution) filtered(f filter, data doc) (doc, *failure) {
	switch {
	case f.none:
		return emptyObject, nil
	case f.path.steps == nil && !f.path.context:
		return data, nil
	}
	value, ok := x.scope(data.value).get(f.path)
	if !ok {
		return doc{}, noResults(f.path)
	}
	return docOf(value), nil
}

// combined applies a ResultPath: the result in its place in the state's raw input.
func (x *execution) combined(f filter, result any) (doc, *failure) {
	if f.none {
		return x.raw, nil
	}
	value, err := f.path.set(x.raw.value, result)
	if err != nil {
		return doc{}, &failure{name: errResultPath, cause: fmt.Sprintf(
			"Unable to apply step \"%s\" to the input: %v", f.path.text, err)}
	}
	return docOf(value), nil
}

func tooLarge(name string) *failure {
	return &failure{name: errDataLimit, cause: fmt.Sprintf(
		"The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit.", name)}
}

func number(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }
