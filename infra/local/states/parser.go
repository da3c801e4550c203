package states

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// parser collects what is wrong with a definition, each with its place, so that one reading names everything.
type parser struct{ problems []error }

func (p *parser) refuse(at, format string, args ...any) {
	p.problems = append(p.problems, fmt.Errorf("%s: %s", at, fmt.Sprintf(format, args...)))
}

func (p *parser) err() error { return errors.Join(p.problems...) }

// object is a JSON object whose fields are taken one by one; what is left at the end is refused.
type object struct {
	p    *parser
	at   string
	left map[string]json.RawMessage
}

func (p *parser) object(at string, raw json.RawMessage) *object {
	o := &object{p: p, at: at}
	if err := json.Unmarshal(raw, &o.left); err != nil || o.left == nil {
		p.refuse(at, "must be an object")
	}
	return o
}

func (p *parser) list(at string, raw json.RawMessage) []json.RawMessage {
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		p.refuse(at, "must be an array")
	}
	return list
}

// done refuses every field that was not taken.
func (o *object) done() {
	for _, name := range sortedKeys(o.left) {
		o.p.refuse(o.at+"."+name, "field is not supported here")
	}
}

func (o *object) take(name string) (json.RawMessage, bool) {
	raw, ok := o.left[name]
	delete(o.left, name)
	return raw, ok
}

// into decodes a field into target if it is there, and says whether it was.
func (o *object) into(name string, target any) bool {
	raw, ok := o.take(name)
	if !ok {
		return false
	}
	if err := json.Unmarshal(raw, target); err != nil || bytes.Equal(raw, []byte("null")) {
		o.p.refuse(o.at+"."+name, "must be a %T", target)
		return false
	}
	return true
}

func (o *object) string(name string) string {
	var s string
	o.into(name, &s)
	return s
}

func (o *object) required(name string) string {
	s := o.string(name)
	if s == "" {
		o.p.refuse(o.at+"."+name, "is required")
	}
	return s
}

// count is a whole number between least and most; otherwise stands in for a missing one.
func (o *object) count(name string, otherwise, least, most int64) int64 {
	n := otherwise
	if o.into(name, &n) && (n < least || n > most) {
		o.p.refuse(o.at+"."+name, "must be between %d and %d", least, most)
	}
	return n
}

// path is an optional path field, nil if it is not there.
func (o *object) path(name string) *path {
	raw, ok := o.take(name)
	if !ok {
		return nil
	}
	value, err := decode(raw)
	if err != nil {
		o.p.refuse(o.at+"."+name, "%v", err)
		return nil
	}
	return o.p.pathOf(o.at+"."+name, value)
}

func (p *parser) pathOf(at string, value any) *path {
	text, ok := value.(string)
	if !ok {
		p.refuse(at, "must be a path")
		return nil
	}
	parsed, err := parsePath(text)
	if err != nil {
		p.refuse(at, "%v", err)
		return nil
	}
	return &parsed
}

// filter is a path field that may also be null: InputPath, OutputPath and ResultPath.
type filter struct {
	path path // $ unless given
	none bool // null
}

func (o *object) filter(name string) filter {
	raw, ok := o.left[name]
	if ok && bytes.Equal(bytes.TrimSpace(raw), []byte("null")) {
		o.take(name)
		return filter{none: true}
	}
	if p := o.path(name); p != nil {
		return filter{path: *p}
	}
	return filter{path: path{text: "$"}}
}

// resultPath is a filter that is written to, and so cannot lie in the context object.
func (o *object) resultPath() filter {
	f := o.filter("ResultPath")
	if f.path.context {
		o.p.refuse(o.at+".ResultPath", "cannot lie in the context object")
	}
	return f
}
