package api

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
)

// decode fills a request from path, query and body, and checks every field against its tags (package contract says
// which). It answers all that is wrong at once. What is wrong with single rows of a bulk call it gives by row: that is no
// fault of the others.
func decode(action *contract.Action, e *events.APIGatewayV2HTTPRequest, body []byte, now time.Time, into any) (rows map[int]error, err error) {
	d := decoder{path: e.PathParameters, query: maps.Clone(e.QueryStringParameters)}
	target := reflect.ValueOf(into).Elem()
	if target.Kind() != reflect.Struct {
		return nil, nil
	}
	d.parameters(target)
	if d.nowhere {
		return nil, fault.ErrNowhere
	}
	for _, name := range slices.Sorted(maps.Keys(d.query)) {
		d.fields.Add(shown(name), "unknown_parameter")
	}
	if action.HasBody() && !action.Signed() {
		body, err := asJSON(into, e.Headers["content-type"], body)
		if err != nil {
			return nil, err
		}
		body = bytes.TrimLeft(body, " \t\r\n")
		if len(body) == 0 { // nothing is told
			body = []byte("{}")
		}
		if body[0] != '{' || !json.Valid(body) {
			return nil, fault.ErrMalformedJSON
		}
		d.object(body, target, "")
	}
	if ruled, ok := into.(contract.Ruled); ok {
		ruled.Check(now, &d.fields)
	}
	return d.verdict()
}

type decoder struct {
	path, query map[string]string // query loses what has been read
	nowhere     bool              // an id of the path cannot be one
	fields      fault.Fields
	rows        []wrongRow
}

// wrongRow is what is wrong with one row of a bulk call, by paths within the row.
type wrongRow struct {
	list   string
	index  int
	fields fault.Fields
}

// alone is the row's fault as an answer to the row: what is wrong with all of it is said of the list.
func (r wrongRow) alone() error {
	var fields fault.Fields
	for _, f := range r.fields {
		f.Field = cmp.Or(f.Field, r.list)
		fields = append(fields, f)
	}
	return fields.Err()
}

// verdict is what is wrong with single rows, or with the request as a whole, which then has the rows' faults among its own.
func (d *decoder) verdict() (rows map[int]error, err error) {
	if len(d.fields) == 0 {
		rows = map[int]error{}
		for _, row := range d.rows {
			rows[row.index] = row.alone()
		}
		return rows, nil
	}
	for _, row := range d.rows {
		for _, f := range row.fields {
			f.Field = strings.TrimSuffix(fmt.Sprintf("%s[%d].%s", row.list, row.index, f.Field), ".")
			d.fields = append(d.fields, f)
		}
	}
	return nil, d.fields.Err()
}

// parameters fills the fields that come from path and query.
func (d *decoder) parameters(target reflect.Value) {
	for i := range target.NumField() {
		field, value := target.Type().Field(i), target.Field(i)
		if field.Anonymous {
			d.parameters(value)
			continue
		}
		if name := field.Tag.Get("path"); name != "" {
			var wrong fault.Fields
			checkText(d.path[name], field.Type, field.Tag, name, &wrong)
			d.nowhere = d.nowhere || len(wrong) > 0 || d.path[name] == ""
			value.SetString(d.path[name])
		}
		name, options, _ := strings.Cut(field.Tag.Get("query"), ",")
		if name == "" {
			continue
		}
		text, given := d.query[name]
		delete(d.query, name)
		if otherwise := field.Tag.Get("default"); !given && otherwise != "" {
			text, given = otherwise, true
		}
		switch {
		case given:
			d.parameter(text, value, field.Tag, name)
		case !strings.Contains(options, "omitempty"):
			d.fields.Add(name, "required")
		}
	}
}

// parameter fills one field from the text of a query parameter.
func (d *decoder) parameter(text string, value reflect.Value, tag reflect.StructTag, name string) {
	if at, isTime := value.Addr().Interface().(**time.Time); isTime {
		if given, ok := timeOf(text); ok {
			*at = &given
			return
		}
		d.fields.Add(name, "not_a_time")
		return
	}
	switch value.Kind() {
	case reflect.Slice:
		parts := strings.Split(text, ",")
		if tooMany(len(parts), tag, name, &d.fields) {
			return
		}
		for i, part := range parts {
			one := reflect.New(value.Type().Elem()).Elem()
			d.parameter(part, one, tag, fmt.Sprintf("%s[%d]", name, i))
			value.Set(reflect.Append(value, one))
		}
		checkItems(value, tag, name, &d.fields)
	case reflect.Int:
		n, ok := wholeNumber(text)
		if !ok {
			d.fields.Add(name, "not_a_number")
			return
		}
		checkNumber(n, tag, name, &d.fields)
		value.SetInt(n)
	case reflect.Bool:
		d.fields.Check(text == "true" || text == "false", name, "not_a_boolean")
		value.SetBool(text == "true")
	default:
		checkText(text, value.Type(), tag, name, &d.fields)
		value.SetString(text)
	}
}

// object fills a struct from a JSON object.
func (d *decoder) object(raw json.RawMessage, target reflect.Value, path string) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(raw, &members); err != nil || members == nil { // null
		d.fields.Add(strings.TrimSuffix(path, "."), "not_an_object")
		return
	}
	d.members(members, target, path)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		d.fields.Add(path+shown(name), "unknown_field")
	}
}

// members takes the members of a struct's fields out of an object.
func (d *decoder) members(members map[string]json.RawMessage, target reflect.Value, path string) {
	for i := range target.NumField() {
		field, value := target.Type().Field(i), target.Field(i)
		tag := field.Tag.Get("json")
		if field.Anonymous && tag == "" {
			d.members(members, value, path)
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if name == "-" || name == "" {
			continue
		}
		raw, given := members[name]
		delete(members, name)
		switch {
		case given && !isNull(raw):
			d.value(raw, value, field.Tag, path+name)
		case value.Kind() != reflect.Pointer && !strings.Contains(options, "omitempty"):
			d.fields.Add(path+name, "required")
		}
	}
}

// value fills one field from JSON.
func (d *decoder) value(raw json.RawMessage, value reflect.Value, tag reflect.StructTag, path string) {
	switch target := value.Addr().Interface().(type) {
	case *time.Time:
		var text string
		_ = json.Unmarshal(raw, &text) // what is no text is no time either
		at, ok := timeOf(text)
		if !ok {
			d.fields.Add(path, "not_a_time")
			return
		}
		*target = at
		return
	}
	switch value.Kind() {
	case reflect.Pointer:
		value.Set(reflect.New(value.Type().Elem()))
		d.value(raw, value.Elem(), tag, path)
	case reflect.Struct:
		d.object(raw, value, strings.TrimPrefix(path+".", "."))
	case reflect.Slice:
		var items []json.RawMessage
		if json.Unmarshal(raw, &items) != nil || items == nil {
			d.fields.Add(path, "not_a_list")
			return
		}
		if tooMany(len(items), tag, path, &d.fields) {
			return
		}
		value.Set(reflect.MakeSlice(value.Type(), len(items), len(items)))
		for i, item := range items {
			if tag.Get("rows") == "true" {
				d.row(item, value.Index(i), tag, path, i)
			} else {
				d.value(item, value.Index(i), tag, fmt.Sprintf("%s[%d]", path, i))
			}
		}
		checkItems(value, tag, path, &d.fields)
	case reflect.String:
		var text string
		if isNull(raw) || json.Unmarshal(raw, &text) != nil {
			d.fields.Add(path, "not_text")
			return
		}
		checkText(text, value.Type(), tag, path, &d.fields)
		value.SetString(text)
	case reflect.Int, reflect.Int64:
		n, ok := wholeNumber(string(raw))
		if !ok {
			d.fields.Add(path, "not_a_number")
			return
		}
		checkNumber(n, tag, path, &d.fields)
		value.SetInt(n)
	case reflect.Bool:
		var b bool
		d.fields.Check(!isNull(raw) && json.Unmarshal(raw, &b) == nil, path, "not_a_boolean")
		value.SetBool(b)
	default:
		panic("package contract uses a type that requests cannot have: " + value.Type().String())
	}
}

// timeOf reads a time, to the millisecond; ok is false for what is none, and for one that nobody means.
func timeOf(text string) (at time.Time, ok bool) {
	at, err := time.Parse(time.RFC3339Nano, text)
	return at.UTC().Truncate(time.Millisecond), err == nil && at.Year() >= 2000 && at.Year() <= 2999
}

// row fills one row of a bulk call, as a request of its own.
func (d *decoder) row(raw json.RawMessage, value reflect.Value, tag reflect.StructTag, list string, i int) {
	alone := decoder{}
	alone.value(raw, value, tag, "")
	if len(alone.fields) > 0 {
		d.rows = append(d.rows, wrongRow{list, i, alone.fields})
	}
}

func isNull(raw json.RawMessage) bool { return string(raw) == "null" }

// longestName is how much of a name that we do not know is said back, in bytes.
const longestName = 60

// shown is a name of the caller's own, short enough to be said back.
func shown(name string) string {
	if len(name) <= longestName {
		return name
	}
	return strings.ToValidUTF8(name[:longestName], "") + "..."
}
