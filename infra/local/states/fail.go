package states

import "fmt"

// failRule is what a Fail state ends with.
type failRule struct {
	name, cause string
	namePath    *path
}

func (p *parser) fail(o *object) *failRule {
	f := &failRule{name: o.string("Error"), cause: o.string("Cause"), namePath: o.path("ErrorPath")}
	if f.name != "" && f.namePath != nil {
		p.refuse(o.at, "gives its error twice, as a text and as a path")
	}
	return f
}

// failure is what the state ends its execution with.
func (f *failRule) failure(s scope) *failure {
	if f.namePath == nil {
		return &failure{name: f.name, cause: f.cause}
	}
	value, failed := lookup{path: *f.namePath, field: "ErrorPath"}.eval(s)
	if failed != nil {
		return failed
	}
	name, ok := value.(string)
	if !ok {
		return &failure{name: errRuntime, cause: fmt.Sprintf("The ErrorPath field refers to %s, which is not a string", encode(value))}
	}
	return &failure{name: name, cause: f.cause}
}
