package iam

import (
	"fmt"
	"slices"
	"strings"
)

// comparisons are the operators that compare texts, without what may stand around their names.
var comparisons = map[string]struct {
	matches func(pattern, value string) bool
	negated bool
}{
	"StringEquals":    {equal, false},
	"StringNotEquals": {equal, true},
	"StringLike":      {matches, false},
	"StringNotLike":   {matches, true},
	"ArnEquals":       {matches, false}, // takes wildcards, too
	"ArnLike":         {matches, false},
	"ArnNotLike":      {matches, true},
	"Bool":            {strings.EqualFold, false},
}

func equal(a, b string) bool { return a == b }

// condition compares the values that a request gives for a key with the wanted ones. A key that the request lacks fits
// no comparison but a negated one, ForAllValues and IfExists; Null asks for just that.
func condition(operator string, wanted Texts, values []string, given bool) (bool, error) {
	if operator == "Null" {
		return slices.Contains(wanted, fmt.Sprint(!given || len(values) == 0)), nil
	}
	name, each := strings.CutPrefix(operator, "ForAllValues:")
	name, some := strings.CutPrefix(name, "ForAnyValue:")
	name, ifExists := strings.CutSuffix(name, "IfExists")
	comparison, known := comparisons[name]
	if !known {
		return false, fmt.Errorf("the condition operator %s is not known", operator)
	}
	fits := func(value string) bool {
		found := slices.ContainsFunc(wanted, func(pattern string) bool { return comparison.matches(pattern, value) })
		return found != comparison.negated
	}
	switch {
	case len(values) == 0 && (ifExists || each):
		return true, nil
	case len(values) == 0:
		return comparison.negated && !some, nil
	case each:
		return !slices.ContainsFunc(values, func(value string) bool { return !fits(value) }), nil
	default:
		return slices.ContainsFunc(values, fits), nil
	}
}
