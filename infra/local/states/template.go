package states

import (
	"fmt"
	"slices"
	"strings"
)

// scope is what an expression can read: the data at hand and, after $$, the context object.
type scope struct {
	data    any
	context func() any // built only when a path asks for it
}

func (s scope) get(p path) (any, bool) {
	if p.context {
		return p.get(s.context())
	}
	return p.get(s.data)
}

// expression is anything that yields a value: a literal, a path, or an object of them.
type expression interface {
	eval(scope) (any, *failure)
}

type literal struct{ value any }

func (l literal) eval(scope) (any, *failure) { return l.value, nil }

// lookup is a path that must name something; field is where it stands, for the cause.
type lookup struct {
	path  path
	field string
}

func (l lookup) eval(s scope) (any, *failure) {
	value, ok := s.get(l.path)
	if !ok {
		return nil, &failure{name: errRuntime, cause: fmt.Sprintf(
			"The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'",
			l.path.text, l.field, encode(s.data))}
	}
	return value, nil
}

type objectTemplate struct {
	names  []string // sorted, so that the same member fails first every time
	values []expression
}

func (o objectTemplate) eval(s scope) (any, *failure) {
	object := make(map[string]any, len(o.names))
	for i, name := range o.names {
		value, f := o.values[i].eval(s)
		if f != nil {
			return nil, f
		}
		object[name] = value
	}
	return object, nil
}

// template reads a payload template: JSON in which the value of a name ending in .$ is a path.
func (p *parser) template(at string, value any) expression {
	switch value := value.(type) {
	case map[string]any:
		var o objectTemplate
		for _, name := range sortedKeys(value) {
			plain, dynamic := strings.CutSuffix(name, ".$")
			if _, twice := value[plain]; twice && dynamic {
				p.refuse(at+"."+plain, "is given both with and without .$")
			}
			o.names = append(o.names, plain)
			if dynamic {
				o.values = append(o.values, p.dynamic(at+"."+name, name, value[name]))
			} else {
				o.values = append(o.values, p.template(at+"."+name, value[name]))
			}
		}
		return o
	case []any:
		p.refuse(at, "an array in a template is not supported")
		return literal{}
	default:
		return literal{value}
	}
}

func (p *parser) dynamic(at, field string, value any) expression {
	text, ok := value.(string)
	if !ok || !strings.HasPrefix(text, "$") {
		p.refuse(at, "must be a path: %v is not supported", value)
		return literal{}
	}
	parsed, err := parsePath(text)
	if err != nil {
		p.refuse(at, "%v", err)
	}
	return lookup{path: parsed, field: field}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
