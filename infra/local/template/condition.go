package template

import (
	"errors"
	"fmt"
)

// made reports whether what hangs on the named condition is made; no condition always is.
func (s *stack) made(condition string) (bool, error) {
	if condition == "" {
		return true, nil
	}
	definition, ok := s.Conditions[condition]
	if !ok {
		return false, fmt.Errorf("the condition %q is not defined", condition)
	}
	return s.holds(definition)
}

// choose evaluates Fn::If.
func (s *stack) choose(argument any) (any, error) {
	arguments, _ := argument.([]any)
	if len(arguments) != 3 {
		return nil, errors.New("Fn::If takes a condition and two values")
	}
	name, _ := arguments[0].(string)
	holds, err := s.made(name)
	if err != nil {
		return nil, err
	}
	if holds {
		return s.resolve(arguments[1])
	}
	return s.resolve(arguments[2])
}

// holds evaluates a condition function.
func (s *stack) holds(definition any) (bool, error) {
	object, _ := definition.(map[string]any)
	for name, argument := range object {
		arguments, _ := argument.([]any)
		switch {
		case name == "Condition":
			return s.made(fmt.Sprint(argument))
		case name == "Fn::Equals" && len(arguments) == 2:
			left, err := s.resolve(arguments[0])
			if err != nil {
				return false, err
			}
			right, err := s.resolve(arguments[1])
			return fmt.Sprint(left) == fmt.Sprint(right), err
		case name == "Fn::Not" && len(arguments) == 1:
			holds, err := s.holds(arguments[0])
			return !holds, err
		case name == "Fn::And" || name == "Fn::Or":
			for _, argument := range arguments {
				holds, err := s.holds(argument)
				if err != nil || holds == (name == "Fn::Or") {
					return holds, err
				}
			}
			return name == "Fn::And", nil
		}
		return false, fmt.Errorf("the condition function %s with these arguments is not supported", name)
	}
	return false, errors.New("a condition has to be a condition function")
}
