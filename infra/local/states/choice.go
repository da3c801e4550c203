package states

import (
	"encoding/json"
	"fmt"
)

// condition is a choice rule's test.
type condition func(scope) (bool, *failure)

type choice struct {
	when condition
	next string
}

// choices reads the Choices of a Choice state.
func (p *parser) choices(at string, raw json.RawMessage) []choice {
	var all []choice
	for i, rule := range p.list(at, raw) {
		o := p.object(fmt.Sprintf("%s[%d]", at, i), rule)
		next := o.required("Next")
		all = append(all, choice{when: p.rule(o), next: next})
	}
	if len(all) == 0 {
		p.refuse(at, "must hold at least one rule")
	}
	return all
}

// rule reads one rule, whose Next (if it may have one) is taken already: And, Or, Not, or a comparison.
func (p *parser) rule(o *object) condition {
	o.string("Comment")
	defer o.done()
	if raw, ok := o.take("And"); ok {
		return every(p.rules(o.at+".And", raw), true)
	}
	if raw, ok := o.take("Or"); ok {
		return every(p.rules(o.at+".Or", raw), false)
	}
	if raw, ok := o.take("Not"); ok {
		inner := p.rule(p.object(o.at+".Not", raw))
		return func(s scope) (bool, *failure) {
			yes, f := inner(s)
			return !yes, f
		}
	}
	variable := o.path("Variable")
	if variable == nil {
		p.refuse(o.at, "has no Variable")
		return nil
	}
	for _, name := range sortedKeys(o.left) {
		if operator, ok := operators[name]; ok {
			raw, _ := o.take(name)
			return p.comparison(o.at+"."+name, *variable, operator, raw)
		}
	}
	p.refuse(o.at, "has no comparison that is supported")
	return nil
}

func (p *parser) rules(at string, raw json.RawMessage) []condition {
	var all []condition
	for i, rule := range p.list(at, raw) {
		all = append(all, p.rule(p.object(fmt.Sprintf("%s[%d]", at, i), rule)))
	}
	if len(all) == 0 {
		p.refuse(at, "must hold at least one rule")
	}
	return all
}

// every answers goal if all conditions do: And for true, Or for false. It stops at the first that does not.
func every(conditions []condition, goal bool) condition {
	return func(s scope) (bool, *failure) {
		for _, c := range conditions {
			if yes, f := c(s); f != nil || yes != goal {
				return yes, f
			}
		}
		return goal, nil
	}
}

func (p *parser) comparison(at string, variable path, op operator, raw json.RawMessage) condition {
	operand, err := decode(raw)
	if err != nil {
		p.refuse(at, "%v", err)
		return nil
	}
	var reference *path
	if op.byPath {
		reference = p.pathOf(at, operand)
	} else if !op.takes(operand) {
		p.refuse(at, "cannot compare with %s", encode(operand))
		return nil
	}
	return func(s scope) (bool, *failure) {
		value, present := s.get(variable)
		if op.presence {
			return present == operand.(bool), nil
		}
		if !present {
			return false, noChoiceValue(variable)
		}
		against := operand
		if reference != nil {
			if against, present = s.get(*reference); !present {
				return false, noChoiceValue(*reference)
			}
		}
		return op.takes(against) && op.holds(value, against), nil
	}
}

func noChoiceValue(p path) *failure {
	return &failure{name: errRuntime, cause: fmt.Sprintf(
		"Invalid path '%s': The choice state's condition path references an invalid value.", p.text)}
}
