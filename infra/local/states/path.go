package states

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// path is a reference path of the language: $.name, ['name'] and [index] steps, each naming exactly one place. After $$
// it reads the context object instead of the input. The wider JSONPath (wildcards, slices, filters, descent), whose
// result is a list, is refused; so are variables.
type path struct {
	text    string
	context bool
	steps   []step
}

type step struct {
	name  string
	index int // of an array; -1 where the step is a name
}

func parsePath(text string) (path, error) {
	p := path{text: text}
	rest, ok := strings.CutPrefix(text, "$")
	if !ok {
		return p, fmt.Errorf("path %q does not begin with $", text)
	}
	rest, p.context = strings.CutPrefix(rest, "$")
	for rest != "" {
		s, after, err := parseStep(rest)
		if err != nil {
			return p, fmt.Errorf("path %q: %w", text, err)
		}
		p.steps, rest = append(p.steps, s), after
	}
	return p, nil
}

func parseStep(text string) (s step, rest string, err error) {
	switch {
	case strings.HasPrefix(text, ".."):
		return s, "", errors.New("descent .. is not supported")
	case text[0] == '.':
		end := strings.IndexAny(text[1:], ".[")
		name, rest := text[1:], ""
		if end >= 0 {
			name, rest = text[1:1+end], text[1+end:]
		}
		if name == "" || strings.ContainsAny(name, "*()@?&|,:'\" \t\r\n$]") {
			return s, "", fmt.Errorf("step .%s is not supported", name)
		}
		return step{name: name, index: -1}, rest, nil
	case strings.HasPrefix(text, "['") || strings.HasPrefix(text, `["`):
		return parseQuotedStep(text)
	case text[0] == '[':
		inside, rest, ok := strings.Cut(text[1:], "]")
		index, err := strconv.Atoi(inside)
		if !ok || err != nil || index < 0 {
			return s, "", fmt.Errorf("step [%s] is not supported", inside)
		}
		return step{index: index}, rest, nil
	default:
		return s, "", fmt.Errorf("%q is not a step (variables are not supported)", text)
	}
}

func parseQuotedStep(text string) (s step, rest string, err error) {
	quote := text[1]
	var name strings.Builder
	for i := 2; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text):
			i++
			name.WriteByte(text[i])
		case text[i] == quote && strings.HasPrefix(text[i+1:], "]"):
			return step{name: name.String(), index: -1}, text[i+2:], nil
		case text[i] == quote:
			return s, "", fmt.Errorf("step %s is not supported", text)
		default:
			name.WriteByte(text[i])
		}
	}
	return s, "", fmt.Errorf("step %s does not end", text)
}

// get reads what the path names, and whether there is anything.
func (p path) get(value any) (any, bool) {
	for _, s := range p.steps {
		switch at := value.(type) {
		case map[string]any:
			inside, ok := at[s.name]
			if !ok || s.index >= 0 {
				return nil, false
			}
			value = inside
		case []any:
			if s.index < 0 || s.index >= len(at) {
				return nil, false
			}
			value = at[s.index]
		default:
			return nil, false
		}
	}
	return value, true
}

// set returns a copy of value with part put at the path; objects on the way are made where nothing is. An array is
// written only where it has an element.
func (p path) set(value, part any) (any, error) {
	return setAt(value, p.steps, part)
}

func setAt(value any, steps []step, part any) (any, error) {
	if len(steps) == 0 {
		return part, nil
	}
	s := steps[0]
	switch at := value.(type) {
	case nil:
		return setAt(map[string]any{}, steps, part)
	case map[string]any:
		if s.index >= 0 {
			return nil, fmt.Errorf("an object has no element [%d]", s.index)
		}
		inside, err := setAt(at[s.name], steps[1:], part)
		if err != nil {
			return nil, err
		}
		at = maps.Clone(at)
		at[s.name] = inside
		return at, nil
	case []any:
		if s.index < 0 || s.index >= len(at) {
			return nil, fmt.Errorf("an array of %d has no such element", len(at))
		}
		inside, err := setAt(at[s.index], steps[1:], part)
		if err != nil {
			return nil, err
		}
		at = slices.Clone(at)
		at[s.index] = inside
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
