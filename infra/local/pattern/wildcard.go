package pattern

import (
	"errors"
	"strings"
)

// parseWildcard parses a text in which * stands for any characters; \* and \\ are the characters themselves.
func parseWildcard(operand any) (func(leaf any) bool, error) {
	source, ok := operand.(string)
	if !ok {
		return nil, errors.New("wildcard takes a string")
	}
	parts := []string{""} // the literal texts between the stars
	for i := 0; i < len(source); i++ {
		last := &parts[len(parts)-1]
		switch c := source[i]; {
		case c == '*' && i > 0 && *last == "" && len(parts) > 1:
			return nil, errors.New("wildcard: two stars in a row")
		case c == '*':
			parts = append(parts, "")
		case c == '\\' && (i+1 == len(source) || !strings.ContainsRune(`*\`, rune(source[i+1]))):
			return nil, errors.New(`wildcard: \ comes only before * or \`)
		case c == '\\':
			i++
			*last += source[i : i+1]
		default:
			*last += source[i : i+1]
		}
	}
	return func(leaf any) bool {
		text, ok := leaf.(string)
		return ok && matchParts(text, parts)
	}, nil
}

// matchParts reports whether text is parts in their order with anything between them.
func matchParts(text string, parts []string) bool {
	first, last := parts[0], parts[len(parts)-1]
	if len(parts) == 1 {
		return text == first
	}
	if len(text) < len(first)+len(last) || !strings.HasPrefix(text, first) || !strings.HasSuffix(text, last) {
		return false
	}
	rest := text[len(first) : len(text)-len(last)]
	for _, part := range parts[1 : len(parts)-1] {
		_, after, found := strings.Cut(rest, part)
		if !found {
			return false
		}
		rest = after
	}
	return true
}
