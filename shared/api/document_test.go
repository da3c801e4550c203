package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"samplepath/events"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/openapi"
)

// What the document says of a body and what is refused of it are the same: the sample events, and what becomes of them when a
// value is too long, of another kind, absent and so on, are valid by the schema where they can be decoded, and only there.
func TestTheDocumentSaysOfABodyWhatIsDecoded(t *testing.T) {
	document := described(t)
	for _, action := range contract.Actions() {
		if !action.Routed() || action.Signed() || !action.HasBody() {
			continue
		}
		t.Run(action.Name, func(t *testing.T) {
			operation := document.Paths.Find(action.Path).GetOperation(action.Method)
			schema := operation.RequestBody.Value.Content.Get("application/json").Schema.Value
			for _, body := range bodies(t, action.Name) {
				for what, altered := range altered(body, "") {
					encoded, err := json.Marshal(altered)
					if err != nil {
						t.Fatal(err)
					}
					var plain any
					if err := json.Unmarshal(encoded, &plain); err != nil {
						t.Fatal(err)
					}
					d := decoder{}
					d.object(encoded, reflect.New(action.Request).Elem(), "")
					compare(t, what+" in "+string(encoded[:min(len(encoded), 200)]), schema.VisitJSON(plain), d)
				}
			}
		})
	}
}

// The same of parameters.
func TestTheDocumentSaysOfAParameterWhatIsDecoded(t *testing.T) {
	document := described(t)
	for _, action := range contract.Actions() {
		if !action.Routed() || action.Signed() {
			continue
		}
		for _, p := range document.Paths.Find(action.Path).GetOperation(action.Method).Parameters {
			if p.Value.In != "query" {
				continue
			}
			schema := p.Value.Schema.Value
			for _, text := range []string{"", "?", "0", "1", "101", "1.5", "true", "all", "pending", "csv", "\x07", "a\tb", "a\u0085b", strings.Repeat("x", 5000)} {
				d := decoder{query: map[string]string{p.Value.Name: text}}
				d.parameters(reflect.New(action.Request).Elem())
				compare(t, fmt.Sprintf("%s: %s=%.40q", action.Name, p.Value.Name, text), schema.VisitJSON(read(text, schema)), d)
			}
		}
	}
}

// read is the value of a parameter by its schema.
func read(text string, schema *openapi3.Schema) any {
	switch {
	case schema.Type.Is(openapi3.TypeArray):
		var out []any
		for part := range strings.SplitSeq(text, ",") {
			out = append(out, read(part, schema.Items.Value))
		}
		return out
	case schema.Type.Is(openapi3.TypeInteger):
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			return n
		}
	case schema.Type.Is(openapi3.TypeBoolean):
		if b, err := strconv.ParseBool(text); err == nil && len(text) > 1 {
			return b
		}
	}
	return text
}

// A default is what a parameter has that is absent, and one that could be given.
func TestDefaults(t *testing.T) {
	found := 0
	for _, action := range contract.Actions() {
		if !action.Routed() {
			continue
		}
		var absent, given decoder
		given.query = map[string]string{}
		for _, field := range reflect.VisibleFields(action.Request) {
			if value := field.Tag.Get("default"); value != "" {
				name, _, _ := strings.Cut(field.Tag.Get("query"), ",")
				given.query[name] = value
				found++
			}
		}
		one, other := reflect.New(action.Request).Elem(), reflect.New(action.Request).Elem()
		absent.parameters(one)
		given.parameters(other)
		needed := func(f fault.Field) bool { return f.Code == "required" } // has no default
		absent.fields, given.fields = slices.DeleteFunc(absent.fields, needed), slices.DeleteFunc(given.fields, needed)
		if len(given.fields) > 0 || len(absent.fields) > 0 || !reflect.DeepEqual(one.Interface(), other.Interface()) {
			t.Errorf("%s: absent %+v, given %+v, wrong %v", action.Name, one, other, given.fields)
		}
	}
	if found == 0 {
		t.Error("there are no defaults")
	}
}

// unsaid are the faults of what no schema says: that an address of a kind can be one.
var unsaid = []string{"not_an_email", "not_a_url", "not_a_time"}

func compare(t *testing.T, what string, invalid error, d decoder) {
	t.Helper()
	wrong := slices.Clone(d.fields)
	for _, row := range d.rows {
		wrong = append(wrong, row.fields...)
	}
	said := slices.DeleteFunc(slices.Clone(wrong), func(f fault.Field) bool { return slices.Contains(unsaid, f.Code) })
	switch {
	case invalid == nil && len(said) > 0:
		t.Errorf("%s: is refused (%+v), and the document allows it", what, said)
	case invalid != nil && len(wrong) == 0:
		t.Errorf("%s: is taken, and the document does not allow it: %v", what, invalid)
	}
}

func described(t *testing.T) *openapi3.T {
	t.Helper()
	document, err := openapi3.NewLoader().LoadFromData(openapi.Document)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// bodies are those of an action's sample events that are JSON.
func bodies(t *testing.T, action string) (out []map[string]any) {
	t.Helper()
	files, err := events.Files.ReadDir(action)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		encoded, err := events.Files.ReadFile(action + "/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		var e struct{ Body string }
		if err := json.Unmarshal(encoded, &e); err != nil {
			t.Fatal(err)
		}
		var body map[string]any
		if json.Unmarshal([]byte(e.Body), &body) == nil {
			out = append(out, body)
		}
	}
	return out
}

// altered is a JSON value, and what becomes of it when one thing in it is altered, by what that is.
func altered(value any, at string) map[string]any {
	out := map[string]any{at + " as it is": value}
	for _, other := range []any{nil, "text", 7, true, []any{}, map[string]any{}} {
		out[fmt.Sprintf("%s is %v", at, other)] = other
	}
	switch v := value.(type) {
	case map[string]any:
		for name, member := range v {
			for what, other := range altered(member, at+"."+name) {
				with := maps.Clone(v)
				with[name] = other
				out[what] = with
			}
			without := maps.Clone(v)
			delete(without, name)
			out[at+"."+name+" is absent"] = without
		}
		with := maps.Clone(v)
		with["noSuchMember"] = 1
		out[at+" has one more"] = with
		if at == "" { // a body that is no object is refused before
			maps.DeleteFunc(out, func(what string, _ any) bool { return strings.HasPrefix(what, " is ") })
		}
	case []any:
		for i, item := range v {
			for what, other := range altered(item, fmt.Sprintf("%s[%d]", at, i)) {
				with := slices.Clone(v)
				with[i] = other
				out[what] = with
			}
		}
		if len(v) > 0 {
			out[at+" has one twice"] = append(slices.Clone(v), v[0])
			out[at+" has too many"] = slices.Repeat(v[:1], 1001)
		}
	case string:
		for what, other := range map[string]string{
			"empty": "", "short": "x", "long": strings.Repeat(v+"x", 300), "a control character": v + "\x07", "a later control character": v + "\u0085",
			"a tab": v + "\tx", "other letters": "ü" + v, "marks": v + "?!", "lower case": strings.ToLower(v), "upper case": strings.ToUpper(v),
		} {
			out[at+" is "+what] = other
		}
	case float64:
		for _, other := range []float64{-1, 0, 0.5, 101, 10_001, 1e7, 1e10} {
			out[fmt.Sprintf("%s is %g", at, other)] = other
		}
	}
	return out
}
