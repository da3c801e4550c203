package states

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

// path is a reference path of the language: names after dots, each naming a member of an object. After $$ it reads the
// context object instead of the input. All else that JSONPath has (indexes, wildcards, slices, filters, descent) is refused;
// so are variables.
type path struct {
	text    string
	context bool
	steps   []string
}

func parsePath(text string) (path, error) {
	p := path{text: text}
	rest, ok := strings.CutPrefix(text, "$")
	if !ok {
		return p, fmt.Errorf("path %q does not begin with $", text)
	}
	rest, p.context = strings.CutPrefix(rest, "$")
	if rest == "" {
		return p, nil
	}
	names, ok := strings.CutPrefix(rest, ".")
	if !ok {
		return p, fmt.Errorf("path %q: %q is not a step (variables are not supported)", text, rest)
	}
	for name := range strings.SplitSeq(names, ".") {
		if name == "" || strings.ContainsAny(name, "[]*()@?&|,:'\" \t\r\n$") {
			return p, fmt.Errorf("path %q: step .%s is not supported", text, name)
		}
		p.steps = append(p.steps, name)
	}
	return p, nil
}

// get reads what the path names, and whether there is anything.
func (p path) get(value any) (any, bool) {
	for _, name := range p.steps {
		object, _ := value.(map[string]any)
		inside, ok := object[name]
		if !ok {
			return nil, false
		}
		value = inside
	}
	return value, true
}

// set returns a copy of value with part put at the path; objects on the way are made where nothing is.
func (p path) set(value, part any) (any, error) {
	return setAt(value, p.steps, part)
}

func setAt(value any, steps []string, part any) (any, error) {
	if len(steps) == 0 {
		return part, nil
	}
	switch at := value.(type) {
	case nil:
		return setAt(map[string]any{}, steps, part)
	case map[string]any:
		inside, err := setAt(at[steps[0]], steps[1:], part)
		if err != nil {
			return nil, err
		}
		at = maps.Clone(at)
		at[steps[0]] = inside
		return at, nil
	default:
		return nil, fmt.Errorf("cannot put a field into %s", kindOf(value))
	}
}

// kindOf names the JSON type of a decoded value.
func kindOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case string:
		return "string"
	case json.Number:
		return "number"
	case []any:
		return "array"
	default:
		return "object"
	}
}
