package api

import (
	"fmt"
	"net/mail"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/id"
)

// limit reads a number from a tag; ok is false where the tag has none.
func limit(tag reflect.StructTag, name string) (n int64, ok bool) {
	n, err := strconv.ParseInt(tag.Get(name), 10, 64)
	return n, err == nil
}

func checkNumber(n int64, tag reflect.StructTag, path string, fields *fault.Fields) {
	if least, ok := limit(tag, "minimum"); ok {
		fields.Check(n >= least, path, "too_small", "least", least)
	}
	if most, ok := limit(tag, "maximum"); ok {
		fields.Check(n <= most, path, "too_large", "most", most)
	}
}

// tooMany refuses a list that is longer than it may be. It is asked before the first item is looked at.
func tooMany(items int, tag reflect.StructTag, path string, fields *fault.Fields) bool {
	most, ok := limit(tag, "maxItems")
	if !ok || int64(items) <= most {
		return false
	}
	fields.Add(path, "too_many", "most", most)
	return true
}

// checkItems checks a list that is not too long.
func checkItems(list reflect.Value, tag reflect.StructTag, path string, fields *fault.Fields) {
	if least, ok := limit(tag, "minItems"); ok {
		fields.Check(int64(list.Len()) >= least, path, "too_few", "least", least)
	}
	if tag.Get("uniqueItems") == "true" {
		seen := map[any]bool{}
		for i := range list.Len() {
			item := list.Index(i).Interface()
			fields.Check(!seen[item], fmt.Sprintf("%s[%d]", path, i), "duplicate")
			seen[item] = true
		}
	}
}

var printable = regexp.MustCompile(contract.Printable)

func checkText(s string, of reflect.Type, tag reflect.StructTag, path string, fields *fault.Fields) {
	length := int64(utf8.RuneCountInString(s))
	if least, ok := limit(tag, "minLength"); ok && length < least {
		if least == 1 {
			fields.Add(path, "required/empty")
			return
		}
		fields.Add(path, "too_short", "least", least)
		return
	}
	if most, ok := limit(tag, "maxLength"); ok && length > most {
		fields.Add(path, "too_long", "most", most)
		return
	}
	if !printable.MatchString(s) {
		fields.Add(path, "control_character")
		return
	}
	if enum, listed := contract.EnumOf(of, tag); listed {
		fields.Check(slices.Contains(enum.Values, s), path, "not_allowed", "values", strings.Join(enum.Values, ", "))
	}
	if pattern := tag.Get("pattern"); pattern != "" {
		matches, err := regexp.MatchString(pattern, s)
		fields.Check(err == nil && matches, path, "wrong_form", "pattern", pattern)
	}
	checkFormat(s, tag.Get("format"), path, fields)
}

// e164 is ITU-T E.164: a plus sign, a country code that does not begin with 0, at most 15 digits.
var e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)

func checkFormat(s, format, path string, fields *fault.Fields) {
	switch format {
	case "":
	case "email":
		address, err := mail.ParseAddress(s)
		ok := err == nil && address.Address == s && strings.Contains(s[strings.LastIndex(s, "@"):], ".")
		fields.Check(ok, path, "not_an_email")
	case "phone":
		fields.Check(e164.MatchString(s), path, "not_a_phone")
	case "uri":
		u, err := url.Parse(s)
		ok := err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
		fields.Check(ok, path, "not_a_url")
	default:
		fields.Check(id.Is(s, id.Kind(format)), path, "not_an_id", "kind", format)
	}
}
