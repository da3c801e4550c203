package states

import (
	"errors"
	"fmt"
	"strings"
)

// call is an intrinsic function with its arguments, as written after a name ending in .$.
type call struct {
	text     string
	function function
	args     []expression
}

func (c call) eval(s scope) (any, *failure) {
	args := make([]any, len(c.args))
	for i, arg := range c.args {
		value, f := arg.eval(s)
		if f != nil {
			return nil, f
		}
		args[i] = value
	}
	value, err := c.function(args)
	if err != nil {
		return nil, &failure{name: errIntrinsic, cause: fmt.Sprintf("%s: %v", c.text, err)}
	}
	return value, nil
}

// parseCall reads States.Name(argument, ...). Arguments are paths, 'strings', numbers, true, false, null and calls.
func parseCall(text string) (expression, error) {
	r := &callReader{text: text}
	e, err := r.call()
	if err == nil && strings.TrimSpace(r.rest()) != "" {
		err = fmt.Errorf("%q follows the call", r.rest())
	}
	if err != nil {
		return nil, fmt.Errorf("intrinsic function %q: %w", text, err)
	}
	return e, nil
}

type callReader struct {
	text string
	pos  int
}

func (r *callReader) rest() string { return r.text[r.pos:] }

func (r *callReader) space() {
	r.pos += len(r.rest()) - len(strings.TrimLeft(r.rest(), " \t\r\n"))
}

// accept consumes c, and says whether it stood there.
func (r *callReader) accept(c byte) bool {
	r.space()
	if r.pos < len(r.text) && r.text[r.pos] == c {
		r.pos++
		return true
	}
	return false
}

func (r *callReader) call() (expression, error) {
	r.space()
	start := r.pos
	open := strings.IndexByte(r.rest(), '(')
	if open < 0 {
		return nil, errors.New("is neither a path nor a function call")
	}
	name := strings.TrimSpace(r.rest()[:open])
	spec, ok := functions[name]
	if !ok {
		return nil, fmt.Errorf("function %s is not supported", name)
	}
	r.pos += open + 1
	c := call{function: spec.function}
	for first := true; !r.accept(')'); first = false {
		if !first && !r.accept(',') {
			return nil, fmt.Errorf("expected , or ) at %q", r.rest())
		}
		arg, err := r.argument()
		if err != nil {
			return nil, err
		}
		c.args = append(c.args, arg)
	}
	if len(c.args) < spec.min || (spec.max >= 0 && len(c.args) > spec.max) {
		return nil, fmt.Errorf("%s does not take %d arguments", name, len(c.args))
	}
	if name == "States.Format" {
		if pattern, ok := c.args[0].(quoted); ok {
			c.args[0] = literal{string(pattern)}
		}
	}
	c.text = r.text[start:r.pos]
	return c, nil
}

func (r *callReader) argument() (expression, error) {
	r.space()
	switch {
	case r.rest() == "":
		return nil, errors.New("does not end")
	case r.accept('\''):
		return r.quoted()
	case strings.HasPrefix(r.rest(), "States."):
		return r.call()
	}
	word := r.word()
	if strings.HasPrefix(word, "$") {
		p, err := parsePath(word)
		return lookup{path: p, field: r.text}, err
	}
	value, err := decode([]byte(word))
	if err != nil {
		return nil, fmt.Errorf("argument %q is not supported", word)
	}
	return literal{value}, nil
}

// word takes everything up to the , or ) that ends an argument; in a path, those may stand inside ['...'].
func (r *callReader) word() string {
	start, inName := r.pos, false
	for ; r.pos < len(r.text); r.pos++ {
		switch c := r.text[r.pos]; {
		case c == '\'' || c == '"':
			inName = !inName
		case !inName && (c == ',' || c == ')'):
			return strings.TrimSpace(r.text[start:r.pos])
		}
	}
	return strings.TrimSpace(r.text[start:])
}

// quoted takes a string up to its closing quote; a backslash escapes whatever follows it.
func (r *callReader) quoted() (expression, error) {
	start := r.pos
	for ; r.pos < len(r.text); r.pos++ {
		switch r.text[r.pos] {
		case '\'':
			r.pos++
			return quoted(r.text[start : r.pos-1]), nil
		case '\\':
			r.pos++
		}
	}
	return nil, errors.New("a string does not end")
}

// quoted is a string argument as written. States.Format takes it so, because there \{} and {} are not the same.
type quoted string

func (q quoted) eval(scope) (any, *failure) {
	var b strings.Builder
	for i := 0; i < len(q); i++ {
		if q[i] == '\\' && i+1 < len(q) {
			i++
		}
		b.WriteByte(q[i])
	}
	return b.String(), nil
}
