package contract_test

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"samplepath/shared/contract"
	"samplepath/shared/id"
)

var constraints = struct{ numbers, texts []string }{
	numbers: []string{"minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength"},
	texts:   []string{"json", "path", "query", "values", "pattern", "format", "uniqueItems", "rows", "default", "doc", "example"},
}

var formats = []string{"email", "phone", "uri"}

// A request holds only what package api can decode and check; anything else would panic on the first call, or be
// checked by nobody.
func TestRequestsHoldOnlyWhatCanBeDecodedAndChecked(t *testing.T) {
	for _, a := range contract.Actions() {
		if !a.Routed() {
			continue
		}
		t.Run(a.Name, func(t *testing.T) {
			found := map[string]bool{}
			walk(t, a.Request, a.Name, a.Reads(), found)
			for _, match := range regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(a.Path, -1) {
				if !found["path:"+match[1]] {
					t.Errorf("no field takes {%s} of the path", match[1])
				}
				delete(found, "path:"+match[1])
			}
			for name := range found {
				if parameter, ok := strings.CutPrefix(name, "path:"); ok {
					t.Errorf("the path has no {%s}", parameter)
				}
			}
		})
	}
}

func walk(t *testing.T, typ reflect.Type, at string, reads bool, found map[string]bool) {
	t.Helper()
	if typ.Kind() != reflect.Struct {
		t.Fatalf("%s is a %s", at, typ)
	}
	for i := range typ.NumField() {
		field := typ.Field(i)
		where := at + "." + field.Name
		if field.Anonymous && field.Tag.Get("json") == "" {
			walk(t, field.Type, where, reads, found)
			continue
		}
		checkTag(t, field.Tag, where)
		path, query := field.Tag.Get("path"), field.Tag.Get("query")
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case path != "":
			found["path:"+path] = true
			if field.Type.Kind() != reflect.String || name != "-" {
				t.Errorf("%s comes from the path: it is text, and json:\"-\"", where)
			}
		case query != "":
			parameter := field.Type
			if parameter.Kind() == reflect.Slice {
				parameter = parameter.Elem()
			}
			if name != "-" || parameter != reflect.TypeFor[*time.Time]() && !slices.Contains([]reflect.Kind{reflect.String, reflect.Int, reflect.Bool}, parameter.Kind()) {
				t.Errorf("%s comes from the query: it is text, a number, a list of those, or a time that may be absent, and json:\"-\"", where)
			}
		case name == "" || name == "-":
			t.Errorf("%s comes from nowhere", where)
		case reads:
			t.Errorf("%s comes from the body of a GET", where)
		default:
			checkKind(t, field.Type, where, found)
		}
	}
}

func checkKind(t *testing.T, typ reflect.Type, where string, found map[string]bool) {
	t.Helper()
	if typ == reflect.TypeFor[time.Time]() {
		return
	}
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice:
		checkKind(t, typ.Elem(), where, found)
	case reflect.Struct:
		walk(t, typ, where, false, found)
	case reflect.String, reflect.Int, reflect.Int64, reflect.Bool:
	default:
		t.Errorf("%s is a %s, which no request can hold", where, typ)
	}
}

func checkTag(t *testing.T, tag reflect.StructTag, where string) {
	t.Helper()
	for _, match := range regexp.MustCompile(`(\w+):"`).FindAllStringSubmatch(string(tag), -1) {
		if !slices.Contains(constraints.numbers, match[1]) && !slices.Contains(constraints.texts, match[1]) {
			t.Errorf("%s: nobody checks %q", where, match[1])
		}
	}
	for _, name := range constraints.numbers {
		if value, ok := tag.Lookup(name); ok {
			if _, err := strconv.ParseInt(value, 10, 64); err != nil {
				t.Errorf("%s: %s is %q", where, name, value)
			}
		}
	}
	if _, err := regexp.Compile(tag.Get("pattern")); err != nil {
		t.Errorf("%s: %v", where, err)
	}
	format := tag.Get("format")
	if format == "" || slices.Contains(formats, format) {
		return
	}
	kinds := []id.Kind{id.Agency, id.Seller, id.Creator, id.Operator, id.Campaign, id.Registration, id.ProductList, id.Sample, id.Authorization, id.Address}
	if !slices.Contains(kinds, id.Kind(format)) {
		t.Errorf("%s: there is no format %q", where, format)
	}
}
