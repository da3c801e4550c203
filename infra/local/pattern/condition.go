package pattern

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"strings"
)

// condition is one element of the array that a pattern gives for a field.
type condition struct {
	holds  func(leaf any) bool // nil: no value meets it
	absent bool                // met by a field that is not there
}

func parseConditions(path string, elements []any) ([]condition, error) {
	if len(elements) == 0 {
		return nil, at(path, errors.New("an empty array matches nothing"))
	}
	var conditions []condition
	var faults []error
	for _, element := range elements {
		c, err := parseCondition(element)
		if err != nil {
			faults = append(faults, at(path, err))
		}
		conditions = append(conditions, c)
	}
	return conditions, errors.Join(faults...)
}

func parseCondition(element any) (condition, error) {
	switch element := element.(type) {
	case []any:
		return condition{}, errors.New("an array inside an array")
	case map[string]any:
		name, operand, err := single(element)
		if err != nil {
			return condition{}, err
		}
		return parseOperator(name, operand)
	default:
		return condition{holds: func(leaf any) bool { return equal(leaf, element) }}, nil
	}
}

func parseOperator(name string, operand any) (condition, error) {
	var holds func(any) bool
	var err error
	switch name {
	case "exists":
		wanted, ok := operand.(bool)
		switch {
		case !ok:
			err = errors.New("exists takes true or false")
		case wanted:
			holds = func(any) bool { return true }
		default:
			return condition{absent: true}, nil
		}
	case "numeric":
		holds, err = parseNumeric(operand)
	case "cidr":
		holds, err = parseCIDR(operand)
	case "anything-but":
		holds, err = parseAnythingBut(operand)
	default:
		holds, err = parseText(name, operand)
	}
	return condition{holds: holds}, err
}

// parseText parses the operators that compare strings; they are also what anything-but can negate.
func parseText(name string, operand any) (func(leaf any) bool, error) {
	fold := false
	if nested, ok := operand.(map[string]any); ok && (name == "prefix" || name == "suffix") {
		inner, value, err := single(nested)
		if err != nil {
			return nil, err
		}
		if inner != "equals-ignore-case" {
			return nil, fmt.Errorf("unknown operator %q in %s", inner, name)
		}
		fold, operand = true, value
	}
	var compare func(text, want string) bool
	switch name {
	case "equals-ignore-case":
		compare = strings.EqualFold
	case "prefix":
		compare = strings.HasPrefix
	case "suffix":
		compare = strings.HasSuffix
	case "wildcard":
		return parseWildcard(operand)
	default:
		return nil, fmt.Errorf("unknown operator %q", name)
	}
	want, ok := operand.(string)
	if !ok {
		return nil, fmt.Errorf("%s takes a string", name)
	}
	return func(leaf any) bool {
		text, ok := leaf.(string)
		if ok && fold {
			return compare(strings.ToLower(text), strings.ToLower(want))
		}
		return ok && compare(text, want)
	}, nil
}

// parseAnythingBut parses a value, a list of values, or one of the text operators with a value or a list. The field has
// to be there: a missing one is not "anything but".
func parseAnythingBut(operand any) (func(leaf any) bool, error) {
	name := ""
	if object, ok := operand.(map[string]any); ok {
		var err error
		if name, operand, err = single(object); err != nil {
			return nil, err
		}
	}
	values, ok := operand.([]any)
	if !ok {
		values = []any{operand}
	}
	if len(values) == 0 {
		return nil, errors.New("anything-but takes at least one value")
	}
	var excluded []func(any) bool
	for _, value := range values {
		excludes := func(leaf any) bool { return equal(leaf, value) }
		if name != "" {
			var err error
			if excludes, err = parseText(name, value); err != nil {
				return nil, fmt.Errorf("anything-but: %w", err)
			}
		} else if !isText(value) && !isNumber(value) {
			return nil, errors.New("anything-but takes strings or numbers")
		} else if isText(value) != isText(values[0]) {
			return nil, errors.New("anything-but takes strings or numbers, not both")
		}
		excluded = append(excluded, excludes)
	}
	return func(leaf any) bool {
		for _, excludes := range excluded {
			if excludes(leaf) {
				return false
			}
		}
		return true
	}, nil
}

func parseCIDR(operand any) (func(leaf any) bool, error) {
	text, _ := operand.(string)
	network, err := netip.ParsePrefix(text)
	if err != nil {
		return nil, fmt.Errorf("cidr: %w", err)
	}
	return func(leaf any) bool {
		text, _ := leaf.(string)
		address, err := netip.ParseAddr(text)
		return err == nil && network.Contains(address)
	}, nil
}

func single(object map[string]any) (name string, operand any, err error) {
	if len(object) != 1 {
		return "", nil, fmt.Errorf("an operator is an object with one key, not %d", len(object))
	}
	for name, operand = range object {
	}
	return name, operand, nil
}

// equal compares scalars. EventBridge compares numbers as they are written (300 is not 300.0); decoded JSON no longer
// knows how they were, so here they are equal by value.
func equal(a, b any) bool {
	x, xIsNumber := number(a)
	y, yIsNumber := number(b)
	if xIsNumber || yIsNumber {
		return xIsNumber && yIsNumber && x == y
	}
	return a == b
}

func number(value any) (float64, bool) {
	switch value := value.(type) {
	case float64:
		return value, true
	case json.Number:
		f, err := value.Float64()
		return f, err == nil
	}
	return 0, false
}

func isNumber(value any) bool { _, ok := number(value); return ok }
func isText(value any) bool   { _, ok := value.(string); return ok }
