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
		fields.Check(n >= least, path, "too_small", fmt.Sprintf("must be at least %d", least))
	}
	if most, ok := limit(tag, "maximum"); ok {
		fields.Check(n <= most, path, "too_large", fmt.Sprintf("must be at most %d", most))
	}
}

// tooMany refuses a list that is longer than it may be. It is asked before the first item is looked at.
func tooMany(items int, tag reflect.StructTag, path string, fields *fault.Fields) bool {
	most, ok := limit(tag, "maxItems")
	if !ok || int64(items) <= most {
		return false
	}
	fields.Add(path, "too_many", fmt.Sprintf("must have at most %d", most))
	return true
}

// checkItems checks a list that is not too long.
func checkItems(list reflect.Value, tag reflect.StructTag, path string, fields *fault.Fields) {
	if least, ok := limit(tag, "minItems"); ok {
		fields.Check(int64(list.Len()) >= least, path, "too_few", fmt.Sprintf("must have at least %d", least))
	}
	if tag.Get("uniqueItems") == "true" {
		seen := map[any]bool{}
		for i := range list.Len() {
			item := list.Index(i).Interface()
			fields.Check(!seen[item], fmt.Sprintf("%s[%d]", path, i), "duplicate", "must be listed once")
			seen[item] = true
		}
	}
}

var printable = regexp.MustCompile(contract.Printable)

func checkText(s string, of reflect.Type, tag reflect.StructTag, path string, fields *fault.Fields) {
	length := int64(utf8.RuneCountInString(s))
	if least, ok := limit(tag, "minLength"); ok && length < least {
		if least == 1 {
			fields.Add(path, "required", "must not be empty")
			return
		}
		fields.Add(path, "too_short", fmt.Sprintf("must be at least %d characters", least))
		return
	}
	if most, ok := limit(tag, "maxLength"); ok && length > most {
		fields.Add(path, "too_long", fmt.Sprintf("must be at most %d characters", most))
		return
	}
	if !printable.MatchString(s) {
		fields.Add(path, "control_character", "must not hold control characters")
		return
	}
	if enum, listed := contract.EnumOf(of, tag); listed {
		fields.Check(slices.Contains(enum.Values, s), path, "not_allowed", "must be one of "+strings.Join(enum.Values, ", "))
	}
	if pattern := tag.Get("pattern"); pattern != "" {
		matches, err := regexp.MatchString(pattern, s)
		fields.Check(err == nil && matches, path, "wrong_form", "must match "+pattern)
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
		fields.Check(ok, path, "not_an_email", "must be an email address")
	case "phone":
		fields.Check(e164.MatchString(s), path, "not_a_phone", "must be a phone number in E.164 form, such as +14155550123")
	case "uri":
		u, err := url.Parse(s)
		ok := err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
		fields.Check(ok, path, "not_a_url", "must be an http or https address")
	default:
		fields.Check(id.Is(s, id.Kind(format)), path, "not_an_id", "must be an id that begins with "+format+"_")
	}
}
