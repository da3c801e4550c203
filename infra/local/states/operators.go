package states

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"
)

// operator is a comparison of a choice rule.
type operator struct {
	takes    func(operand any) bool        // whether it can compare with such an operand
	holds    func(value, operand any) bool // false for a value of another type
	byPath   bool                          // the operand is a path to it
	presence bool                          // IsPresent: the value need not be there
}

// operators holds every comparison of the language by its field's name: for strings, numbers and timestamps the five
// orders, each also with Path; equality of booleans; patterns; and the tests of a value's type.
var operators = func() map[string]operator {
	all := map[string]operator{
		"StringMatches": {takes: is[string], holds: func(value, operand any) bool {
			text, ok := value.(string)
			return ok && matchesPattern(text, operand.(string))
		}},
		"IsPresent":   {takes: is[bool], presence: true},
		"IsNull":      test(func(value any) bool { return value == nil }),
		"IsBoolean":   test(is[bool]),
		"IsNumeric":   test(is[json.Number]),
		"IsString":    test(is[string]),
		"IsTimestamp": test(isTimestamp),
	}
	orders := map[string]func(sign int) bool{
		"Equals":            func(sign int) bool { return sign == 0 },
		"LessThan":          func(sign int) bool { return sign < 0 },
		"LessThanEquals":    func(sign int) bool { return sign <= 0 },
		"GreaterThan":       func(sign int) bool { return sign > 0 },
		"GreaterThanEquals": func(sign int) bool { return sign >= 0 },
	}
	both := func(name string, op operator) {
		all[name] = op
		op.byPath = true
		all[name+"Path"] = op
	}
	for name, order := range orders {
		both("String"+name, comparing(is[string], compareStrings, order))
		both("Numeric"+name, comparing(is[json.Number], compareNumbers, order))
		both("Timestamp"+name, comparing(isTimestamp, compareTimestamps, order))
	}
	both("BooleanEquals", operator{takes: is[bool], holds: func(value, operand any) bool { return value == operand }})
	return all
}()

func comparing(takes func(any) bool, compare func(a, b any) int, order func(int) bool) operator {
	return operator{takes: takes, holds: func(value, operand any) bool {
		return takes(value) && order(compare(value, operand))
	}}
}

// test compares the outcome of a test with the operand, true or false.
func test(of func(any) bool) operator {
	return operator{takes: is[bool], holds: func(value, operand any) bool { return of(value) == operand }}
}

func is[T any](value any) bool {
	_, ok := value.(T)
	return ok
}

func compareStrings(a, b any) int { return cmp.Compare(a.(string), b.(string)) }

func compareNumbers(a, b any) int {
	x, _ := a.(json.Number).Float64() // beyond a float64 it is an infinity, which still compares
	y, _ := b.(json.Number).Float64()
	return cmp.Compare(x, y)
}

func isTimestamp(value any) bool {
	text, ok := value.(string)
	if !ok {
		return false
	}
	_, err := time.Parse(time.RFC3339, text)
	return err == nil
}

func compareTimestamps(a, b any) int {
	x, _ := time.Parse(time.RFC3339, a.(string)) // both were found to be timestamps
	y, _ := time.Parse(time.RFC3339, b.(string))
	return x.Compare(y)
}

// matchesPattern is StringMatches: * stands for any characters, \* for itself and \\ for a backslash.
func matchesPattern(text, pattern string) bool {
	for pattern != "" {
		switch {
		case pattern[0] == '*':
			pattern = strings.TrimLeft(pattern, "*")
			if pattern == "" {
				return true
			}
			for i := range len(text) + 1 {
				if matchesPattern(text[i:], pattern) {
					return true
				}
			}
			return false
		case pattern[0] == '\\' && len(pattern) > 1:
			pattern = pattern[1:]
		}
		if text == "" || text[0] != pattern[0] {
			return false
		}
		text, pattern = text[1:], pattern[1:]
	}
	return text == ""
}
