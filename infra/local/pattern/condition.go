package pattern

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// condition is one element of the array that a pattern gives for a field: whether a value meets it.
type condition func(leaf any) bool

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
		return nil, errors.New("an array inside an array")
	case map[string]any:
		return parseOperator(element)
	default:
		return func(leaf any) bool { return equal(leaf, element) }, nil
	}
}

func parseOperator(object map[string]any) (condition, error) {
	if len(object) != 1 {
		return nil, fmt.Errorf("an operator is an object with one key, not %d", len(object))
	}
	operand, ok := object["prefix"]
	if !ok {
		return nil, fmt.Errorf("operator %q is not supported", sortedKeys(object)[0])
	}
	prefix, ok := operand.(string)
	if !ok {
		return nil, errors.New("prefix takes a string")
	}
	return func(leaf any) bool {
		text, ok := leaf.(string)
		return ok && strings.HasPrefix(text, prefix)
	}, nil
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
