package pattern

import "errors"

// parseNumeric parses {"numeric": [">", 0, "<=", 5]}: one comparison, or two that are the bounds of a range.
func parseNumeric(operand any) (func(leaf any) bool, error) {
	terms, _ := operand.([]any)
	if len(terms) != 2 && len(terms) != 4 {
		return nil, errors.New(`numeric takes one or two comparisons, such as [">", 0, "<=", 5]`)
	}
	var comparisons []func(float64) bool
	for i := 0; i < len(terms); i += 2 {
		operator, _ := terms[i].(string)
		bound, ok := number(terms[i+1])
		if !ok {
			return nil, errors.New("numeric compares with a number")
		}
		switch operator {
		case "=":
			comparisons = append(comparisons, func(n float64) bool { return n == bound })
		case "<":
			comparisons = append(comparisons, func(n float64) bool { return n < bound })
		case "<=":
			comparisons = append(comparisons, func(n float64) bool { return n <= bound })
		case ">":
			comparisons = append(comparisons, func(n float64) bool { return n > bound })
		case ">=":
			comparisons = append(comparisons, func(n float64) bool { return n >= bound })
		default:
			return nil, errors.New("numeric compares by =, <, <=, > or >=")
		}
	}
	return func(leaf any) bool {
		n, ok := number(leaf)
		for _, holds := range comparisons {
			ok = ok && holds(n)
		}
		return ok
	}, nil
}
