package fault_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/fault"
)

// Every code that is answered with has its words, and all words are of a code that is: none is missing, and none left behind.
func TestEveryCodeHasItsWords(t *testing.T) {
	problems, fields := map[string]bool{}, map[string]bool{"more_fields": true}
	for _, folder := range []string{"../../shared", "../../functions"} {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			spoken(t, path, problems, fields)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	problems[fault.CodeInvalid] = true
	for file, said := range map[string]map[string]bool{"problems.en.json": problems, "fields.en.json": fields} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var words map[string]string
		if err := json.Unmarshal(text, &words); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(said)), slices.Sorted(maps.Keys(words))); diff != "" {
			t.Errorf("%s (-said in the code +written):\n%s", file, diff)
		}
	}
}

// spoken notes the words that a file asks for: of fault.New, and of Add and Check of the fields.
func spoken(t *testing.T, path string, problems, fields map[string]bool) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name, of := called(call.Fun)
		switch {
		case name == "New" && (of == "fault" || of == "" && file.Name.Name == "fault") && len(call.Args) == 2:
			note(t, path, call.Args[1], problems)
		case name == "Add" && strings.HasSuffix(of, "ields") && len(call.Args) >= 2:
			note(t, path, call.Args[1], fields)
		case name == "Check" && strings.HasSuffix(of, "ields") && len(call.Args) >= 3:
			note(t, path, call.Args[2], fields)
		}
		return true
	})
}

// called is a function's name, and the last name of what it is called on.
func called(fun ast.Expr) (name, of string) {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name, ""
	case *ast.SelectorExpr:
		switch x := f.X.(type) {
		case *ast.Ident:
			return f.Sel.Name, x.Name
		case *ast.SelectorExpr:
			return f.Sel.Name, x.Sel.Name
		}
	}
	return "", ""
}

// note notes the words that an argument names. They are named as they are: what is put together could not be looked up here.
func note(t *testing.T, path string, arg ast.Expr, words map[string]bool) {
	t.Helper()
	switch named := arg.(type) {
	case *ast.BasicLit:
		if word, err := strconv.Unquote(named.Value); err == nil {
			words[word] = true
		}
	case *ast.Ident:
		if named.Name != "CodeInvalid" {
			t.Errorf("%s: words are named by %s", path, named.Name)
		}
	default:
		t.Errorf("%s: words are named by an expression", path)
	}
}

// A code that has several words answers with those that are meant, and with the code alone.
func TestWhichWords(t *testing.T) {
	var fields fault.Fields
	fields.Add("name", "required/blank")
	fields.Add("days", "too_large", "most", 7)
	want := fault.Fields{{Field: "name", Code: "required", Message: "must not be blank"}, {Field: "days", Code: "too_large", Message: "must be at most 7"}}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	yours := fault.New(fault.Conflict, "application_taken/yours")
	if yours.Code != "application_taken" || yours.Message() == fault.New(fault.Conflict, "application_taken").Message() {
		t.Errorf("%+v", yours)
	}
}
