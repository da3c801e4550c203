package contract_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/carrier"
	"samplepath/shared/contract"
	"samplepath/shared/event"
)

// An enum has every constant of its type, and a part of one has no other: one that is added to the rules is in the document,
// or this fails.
func TestEnumsAreTheConstantsOfTheirTypes(t *testing.T) {
	for _, enum := range contract.Enums() {
		if enum.Type.PkgPath() == "" || enum.Type == reflect.TypeFor[event.Type]() { // of plain text, or of the moves
			continue
		}
		constants := constantsOf(t, enum.Type)
		values := slices.Sorted(slices.Values(enum.Values))
		if enum.Part {
			for _, value := range values {
				if !slices.Contains(constants, value) {
					t.Errorf("%s has %q, which is no constant of %s", enum.Name, value, enum.Type)
				}
			}
			continue
		}
		if diff := cmp.Diff(constants, values); diff != "" {
			t.Errorf("%s against the constants of %s:\n%s", enum.Name, enum.Type, diff)
		}
	}
}

// constantsOf are the values of the constants that the package of a type declares with it, sorted.
func constantsOf(t *testing.T, of reflect.Type) []string {
	t.Helper()
	folder := filepath.Join("..", "..", strings.TrimPrefix(of.PkgPath(), "samplepath/"))
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if name, typed := spec.Type.(*ast.Ident); !typed || name.Name != of.Name() {
				return true
			}
			for _, value := range spec.Values {
				if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					text, _ := strconv.Unquote(literal.Value)
					out = append(out, text)
				}
			}
			return true
		})
	}
	slices.Sort(out)
	return out
}

// Every status, and every other text of which the rules have a type, is one of an enum. A field that is always of one value
// has it in its tag.
func TestFieldsOfTypedTextsHaveAnEnum(t *testing.T) {
	free := []string{"onboarding.EIN", "event.Type"} // a number; and what happened, which each noun adds to
	for _, action := range contract.Actions() {
		if !action.Routed() {
			continue
		}
		types := typesIn(action.Request)
		for _, kind := range action.Actors {
			types = append(types, typesIn(action.Answer(kind))...)
		}
		for _, typ := range types {
			if typ.Kind() != reflect.Struct || !strings.HasPrefix(typ.PkgPath(), "samplepath/") {
				continue
			}
			for field := range typ.Fields() {
				checkEnum(t, action.Name+": "+typ.Name()+"."+field.Name, field, free)
			}
		}
	}
}

func checkEnum(t *testing.T, where string, field reflect.StructField, free []string) {
	t.Helper()
	of := field.Type
	for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
		of = of.Elem()
	}
	if of.Kind() != reflect.String {
		return
	}
	_, listed := contract.EnumOf(field.Type, field.Tag)
	typed := of.PkgPath() != "" && !slices.Contains(free, of.String())
	one, tagged := field.Tag.Lookup("enum")
	switch {
	case typed && !listed:
		t.Errorf("%s is of %s, which has no enum", where, of)
	case field.Tag.Get("values") != "" && !listed:
		t.Errorf("%s names the enum %s, which is none", where, field.Tag.Get("values"))
	case tagged && (of != reflect.TypeFor[actor.Kind]() || strings.Contains(one, ",")):
		t.Errorf("%s has its values in its tag", where)
	}
}

// The providers of the contract are those whose webhooks package carrier reads.
func TestShippingProvidersAreThoseThatAreUnderstood(t *testing.T) {
	for _, enum := range contract.Enums() {
		if enum.Name != "ShippingProvider" {
			continue
		}
		if diff := cmp.Diff(carrier.Providers(), enum.Values); diff != "" {
			t.Error(diff)
		}
	}
}
