package states

import (
	"encoding/json"
	"fmt"
)

// choice is a rule of a Choice state: where it leads if a variable is true, or false.
type choice struct {
	variable path
	is       bool
	next     string
}

// choices reads the Choices of a Choice state. BooleanEquals is the only comparison.
func (p *parser) choices(at string, raw json.RawMessage) []choice {
	var all []choice
	for i, rule := range p.list(at, raw) {
		o := p.object(fmt.Sprintf("%s[%d]", at, i), rule)
		c := choice{next: o.required("Next")}
		o.string("Comment")
		if variable := o.path("Variable"); variable != nil {
			c.variable = *variable
		} else {
			p.refuse(o.at, "has no Variable")
		}
		if !o.into("BooleanEquals", &c.is) {
			p.refuse(o.at, "has no comparison that is supported")
		}
		o.done()
		all = append(all, c)
	}
	if len(all) == 0 {
		p.refuse(at, "must hold at least one rule")
	}
	return all
}

// holds reports whether the rule leads on. A variable that is not there fails the state.
func (c choice) holds(s scope) (bool, *failure) {
	value, present := s.get(c.variable)
	if !present {
		return false, &failure{name: errRuntime, cause: fmt.Sprintf(
			"Invalid path '%s': The choice state's condition path references an invalid value.", c.variable.text)}
	}
	return value == c.is, nil
}
