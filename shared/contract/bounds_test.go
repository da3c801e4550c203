package contract_test

import (
	"reflect"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"samplepath/shared/contract"
)

// longestParameter is how long a parameter of path or query may be, in bytes, so that it fits a sort key (1,024) beside what
// else that holds.
const longestParameter = 800

// Every text of every request has an end. What comes from path or query fits a key of the table, whatever letters it is of.
func TestEveryTextOfARequestHasAnEnd(t *testing.T) {
	for _, a := range contract.Actions() {
		if a.Routed() {
			bounded(t, a.Request, a.Name)
		}
	}
}

func bounded(t *testing.T, typ reflect.Type, at string) {
	t.Helper()
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct || typ == reflect.TypeFor[time.Time]() {
		return
	}
	for field := range typ.Fields() {
		where, of := at+"."+field.Name, field.Type
		if of.Kind() == reflect.Slice {
			if field.Tag.Get("maxItems") == "" {
				t.Errorf("%s is a list without end", where)
			}
			of = of.Elem()
		}
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if of.Kind() != reflect.String {
			bounded(t, of, where)
			continue
		}
		most, ok := longest(of, field.Tag)
		if !ok {
			t.Errorf("%s has no end", where)
		}
		parameter := field.Tag.Get("path") != "" || field.Tag.Get("query") != ""
		if cursor := strings.HasPrefix(field.Tag.Get("query"), "cursor"); parameter && !cursor && most > longestParameter {
			t.Errorf("%s may have %d bytes, which no key holds", where, most)
		}
	}
}

// longest is how many bytes a text may have by its tags.
func longest(of reflect.Type, tag reflect.StructTag) (bytes int, ok bool) {
	bytes = 1 << 30
	if most, err := strconv.Atoi(tag.Get("maxLength")); err == nil {
		bytes, ok = most*utf8.UTFMax, true
	}
	if enum, listed := contract.EnumOf(of, tag); listed {
		bytes, ok = min(bytes, len(slices.MaxFunc(enum.Values, func(a, b string) int { return len(a) - len(b) }))), true
	}
	if format := tag.Get("format"); format != "" && format != "email" && format != "uri" {
		bytes, ok = min(bytes, 57), true // an id, or a phone number
	}
	if pattern := tag.Get("pattern"); pattern != "" && strings.HasPrefix(pattern, "^") && strings.HasSuffix(pattern, "$") {
		if parsed, err := syntax.Parse(pattern, syntax.Perl); err == nil {
			if runes, ends := runesOf(parsed); ends {
				bytes, ok = min(bytes, runes*utf8.UTFMax), true
			}
		}
	}
	return bytes, ok
}

// runesOf is how many characters a pattern matches at most.
func runesOf(re *syntax.Regexp) (most int, ends bool) {
	switch re.Op {
	case syntax.OpStar, syntax.OpPlus:
		return 0, false
	case syntax.OpLiteral:
		return len(re.Rune), true
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1, true
	case syntax.OpRepeat:
		most, ends = runesOf(re.Sub[0])
		return most * re.Max, ends && re.Max >= 0
	default:
	}
	for _, sub := range re.Sub {
		n, ends := runesOf(sub)
		if !ends {
			return 0, false
		}
		most += n
	}
	return most, true
}
