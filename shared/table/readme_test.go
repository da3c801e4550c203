package table_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/private"
	"samplepath/shared/table"
)

// README.md is the map of the single table for a reader: every key, index and access pattern, as the code has them. `make
// golden` renews it.
func TestGoldenReadme(t *testing.T) {
	want := page(t)
	if *update {
		if err := os.WriteFile("README.md", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("README.md is not what the code says; make golden renews it (-code +README.md):\n%s", diff)
	}
}

// areas are the packages of access patterns, in the order in which they build on each other.
var areas = []string{"onboardings", "campaigns", "creators", "samples", "pending", "inbox", "tasks", "orders"}

func page(t *testing.T) []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, "# The table\n\nGenerated from the code by TestGoldenReadme; `make golden` renews it.")
	fmt.Fprintf(&b, "\n%s\n", one(packageOf(t, ".").Doc))
	fmt.Fprintf(&b, "\n## Indexes\n\nAll are sparse. Primary key: `%s`, `%s`; time to live: `%s`.\n\n", table.PK, table.SK, table.TTLAttribute)
	fmt.Fprintln(&b, "| index | partition key | sort key | projected besides the keys |\n|---|---|---|---|")
	for _, i := range table.Indexes {
		fmt.Fprintf(&b, "| %s | `%s` | `%s` | %s |\n", i.Name, i.PartitionKey, i.SortKey, strings.Join(i.Include, ", "))
	}
	keys := packageOf(t, "keys")
	for _, kind := range []struct{ title, result string }{{"Items", "Key"}, {"Places in indexes", "Entry"}} {
		fmt.Fprintf(&b, "\n## %s\n\n| `keys.` | partition | sort | what it is |\n|---|---|---|---|\n", kind.title)
		for _, typ := range keys.Types {
			if typ.Name != kind.result {
				continue
			}
			for _, f := range typ.Funcs { // go/doc lists constructors under what they make
				parts := forms(keys, f.Decl)
				if f.Doc == "" {
					t.Errorf("keys.%s has no comment", f.Name)
				}
				fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", f.Name, parts[0], parts[1], cell(f.Doc))
			}
		}
	}
	fmt.Fprintln(&b, "\n## Access patterns\n\nWhat has a `table.Change` as its answer is a business event: one transaction, with its event.")
	for _, area := range areas {
		p := packageOf(t, area)
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n| function | answer | what it does |\n|---|---|---|\n", area, one(p.Doc))
		functions := p.Funcs
		for _, typ := range p.Types {
			functions = append(functions, typ.Funcs...)
		}
		for _, f := range functions {
			if f.Doc == "" {
				t.Errorf("%s.%s has no comment", area, f.Name)
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", f.Name, answer(f.Decl), cell(f.Doc))
		}
	}
	return b.Bytes()
}

// packageOf is what a package of the table documents.
func packageOf(t *testing.T, folder string) *doc.Package {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	p, err := doc.NewFromFiles(fset, files, "samplepath/shared/table/"+folder, doc.PreserveAST)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// forms are the partition and sort key that a constructor makes, with the names of what varies in braces.
func forms(p *doc.Package, f *ast.FuncDecl) [2]string {
	var out [2]string
	ast.Inspect(f.Body, func(n ast.Node) bool {
		literal, ok := n.(*ast.CompositeLit)
		if ok && len(literal.Elts) == 2 && typeName(literal.Type) != "[]string" {
			out = [2]string{"`" + form(p, literal.Elts[0]) + "`", "`" + form(p, literal.Elts[1]) + "`"}
		}
		return true
	})
	return out
}

// verb is a place for a value in a format.
var verb = regexp.MustCompile(`%[0-9]*[sd]`)

// form is an expression of a key as text: what is fixed as it is, what varies by its name.
func form(p *doc.Package, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		return strings.Trim(e.Value, `"`)
	case *ast.BinaryExpr:
		return form(p, e.X) + form(p, e.Y)
	case *ast.Ident:
		for _, c := range p.Consts {
			for i, spec := range c.Decl.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok && v.Names[0].Name == e.Name && len(v.Values) > 0 {
					return form(p, c.Decl.Specs[i].(*ast.ValueSpec).Values[0])
				}
			}
		}
		return "{" + e.Name + "}"
	case *ast.SelectorExpr:
		if of, ok := e.X.(*ast.Ident); ok && of.Name == "private" {
			return map[string]private.Kind{
				"Addresses": private.Addresses, "TaxForms": private.TaxForms, "PaymentReferences": private.PaymentReferences,
			}[e.Sel.Name].Partition()
		}
		if call, ok := e.X.(*ast.CallExpr); ok { // another item's key
			for _, t := range p.Types {
				for _, f := range t.Funcs {
					if f.Name == typeName(call.Fun) {
						return strings.Trim(forms(p, f.Decl)[strings.Index("PS", e.Sel.Name[:1])], "`")
					}
				}
			}
		}
		return "{" + typeName(e) + "}"
	case *ast.CompositeLit:
		var parts []string
		for _, part := range e.Elts {
			parts = append(parts, form(p, part))
		}
		return strings.Join(parts, "#") // every list in a key is joined by that
	case *ast.CallExpr:
		name, _ := e.Fun.(*ast.Ident)
		if name == nil {
			method := e.Fun.(*ast.SelectorExpr)
			if len(e.Args) == 0 {
				return form(p, method.X)
			}
			if method.Sel.Name == "Sprintf" {
				text := form(p, e.Args[0])
				for _, arg := range e.Args[1:] {
					text = verb.ReplaceAllLiteralString(text[:verb.FindStringIndex(text)[1]], form(p, arg)) + text[verb.FindStringIndex(text)[1]:]
				}
				return text
			}
			return form(p, e.Args[0])
		}
		for _, f := range p.Funcs { // a partition that several constructors share
			if f.Name == name.Name && !strings.EqualFold(f.Name, "stamp") {
				return form(p, f.Decl.Body.List[len(f.Decl.Body.List)-1].(*ast.ReturnStmt).Results[0])
			}
		}
		return form(p, e.Args[0])
	}
	return "…"
}

// answer are the results of a function, less its error.
func answer(f *ast.FuncDecl) string {
	if f.Type.Results == nil {
		return ""
	}
	var out []string
	for _, r := range f.Type.Results.List {
		if name := typeName(r.Type); name != "error" {
			out = append(out, "`"+name+"`")
		}
	}
	return strings.Join(out, ", ")
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return typeName(e.X) + "." + e.Sel.Name
	case *ast.ArrayType:
		return "[]" + typeName(e.Elt)
	case *ast.StarExpr:
		return "*" + typeName(e.X)
	case *ast.MapType:
		return "map[" + typeName(e.Key) + "]" + typeName(e.Value)
	}
	return "…"
}

// cell is a comment in one line of a table.
func cell(comment string) string { return strings.ReplaceAll(one(comment), "|", "\\|") }

func one(comment string) string { return strings.Join(strings.Fields(comment), " ") }
