// Command newaction lays down the files of a new action, which compile and pass: its entry of the contract, its function, a
// test of that, and a sample event. `make new-action NAME=get-agency-summary FEATURE=B4` calls it; what it prints names what
// to fill in.
package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"flag"
	"fmt"
	"go/format"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"samplepath/shared/id"
)

//go:embed *.tmpl
var templates embed.FS

func main() {
	if err := run(".", os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// action is what the templates are filled with.
type action struct {
	Name    string // of the folder: verb and noun, with hyphens
	Feature string // the row of FEATURES.md it serves
	Kind    string // of its caller
	Area    string // whose stack it is deployed with
	Path    string

	Parameters []parameter // of the path
}

// Type is the action's name in Go.
func (a action) Type() string {
	var out strings.Builder
	for word := range strings.SplitSeq(a.Name, "-") {
		out.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return out.String()
}

// Reads reports whether the verb asks and changes nothing.
func (a action) Reads() bool {
	verb, _, _ := strings.Cut(a.Name, "-")
	return slices.Contains([]string{"get", "list", "check", "export", "browse", "track"}, verb)
}

// Method is the HTTP method, as Go's package http has it.
func (a action) Method() string {
	verb, _, _ := strings.Cut(a.Name, "-")
	switch {
	case a.Reads():
		return "Get"
	case verb == "set" || verb == "link":
		return "Put"
	case verb == "update":
		return "Patch"
	case verb == "delete":
		return "Delete"
	}
	return "Post"
}

// parameter is a part of the route that a request fills in.
type parameter struct {
	Name  string // in the route
	Field string // of the request, in Go
	Kind  string // the prefix of its ids; empty where it is no id
	Value string // in sample events
}

var inRoute = regexp.MustCompile(`\{(\w+)\}`)

// parametersOf finds the parameters of the route, with the values that the sample events there have for them.
func (a action) parametersOf(root string) ([]parameter, error) {
	values := map[string]string{}
	err := eachEvent(root, func(e map[string]any) bool {
		parameters, _ := e["pathParameters"].(map[string]any)
		for name, value := range parameters {
			if text, ok := value.(string); ok && values[name] == "" {
				values[name] = text
			}
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	var out []parameter
	for _, match := range inRoute.FindAllStringSubmatch(a.Path, -1) {
		p := parameter{Name: match[1], Value: values[match[1]]}
		if p.Value == "" {
			return nil, fmt.Errorf("ROUTE=%s: no sample event of events/ has a value for %s", a.Path, match[0])
		}
		p.Field = strings.ToUpper(p.Name[:1]) + p.Name[1:]
		if short, isID := strings.CutSuffix(p.Field, "Id"); isID {
			p.Field = short + "ID"
		}
		if prefix, _, isID := strings.Cut(p.Value, "_"); isID && id.Is(p.Value, id.Kind(prefix)) {
			p.Kind = prefix
		}
		out = append(out, p)
	}
	return out, nil
}

var (
	named = regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`)
	row   = regexp.MustCompile(`^[A-O][0-9]{1,2}$`)
)

func run(root string, args []string, out io.Writer) error {
	var a action
	flags := flag.NewFlagSet("newaction", flag.ContinueOnError)
	flags.StringVar(&a.Name, "name", "", "verb and noun: get-agency-summary")
	flags.StringVar(&a.Feature, "feature", "", "the row of shared/contract/FEATURES.md that it serves: B4")
	flags.StringVar(&a.Kind, "kind", "agency", "who calls it: agency, seller, creator or operator")
	flags.StringVar(&a.Area, "area", "Campaigns", "whose stack it is in: Campaigns, Creators, Samples or Lifecycle")
	flags.StringVar(&a.Path, "path", "", "its route, /v1/agency-summary unless it is given")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case !named.MatchString(a.Name):
		return fmt.Errorf("NAME=%s: an action has a verb and a noun, in lower case and joined by hyphens: NAME=get-agency-summary", a.Name)
	case !row.MatchString(a.Feature):
		return fmt.Errorf("FEATURE=%s: name the row of shared/contract/FEATURES.md that the action serves: FEATURE=B4", a.Feature)
	case !slices.Contains([]string{"agency", "seller", "creator", "operator"}, a.Kind):
		return fmt.Errorf("KIND=%s: agency, seller, creator or operator", a.Kind)
	case !slices.Contains([]string{"Campaigns", "Creators", "Samples", "Lifecycle"}, a.Area):
		return fmt.Errorf("AREA=%s: Campaigns, Creators, Samples or Lifecycle", a.Area)
	}
	if a.Path == "" {
		_, noun, _ := strings.Cut(a.Name, "-")
		a.Path = "/v1/" + noun
	}
	files, err := a.files(root)
	if err != nil {
		return err
	}
	for _, name := range order(files) {
		if _, err := os.Stat(filepath.Join(root, name)); err == nil {
			return fmt.Errorf("%s is there already", name)
		}
	}
	for _, name := range order(files) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755); err != nil { //nolint:gosec // a folder of sources, as git makes them
			return err
		}
		if err := os.WriteFile(filepath.Join(root, name), files[name], 0o644); err != nil { //nolint:gosec // a source, as git makes them
			return err
		}
		_, _ = fmt.Fprintln(out, name)
	}
	_, _ = fmt.Fprintln(out, "Now say in the entry what the function may do with the table, write the handler and its test, and run make golden.")
	return nil
}

func order(files map[string][]byte) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// files are the new files by their path.
func (a action) files(root string) (map[string][]byte, error) {
	out := map[string][]byte{}
	var err error
	if a.Parameters, err = a.parametersOf(root); err != nil {
		return nil, err
	}
	for name, from := range map[string]string{
		"shared/contract/" + strings.ReplaceAll(a.Name, "-", "_") + ".go": "contract.go.tmpl",
		"functions/" + a.Name + "/main.go":                                "main.go.tmpl",
		"functions/" + a.Name + "/handle_test.go":                         "handle_test.go.tmpl",
	} {
		t, err := template.ParseFS(templates, from)
		if err != nil {
			return nil, err
		}
		var text bytes.Buffer
		if err := t.Execute(&text, a); err != nil {
			return nil, err
		}
		if out[name], err = format.Source(text.Bytes()); err != nil {
			return nil, fmt.Errorf("%s: %w", from, err)
		}
	}
	out["events/"+a.Name+"/first.json"], err = a.event(root)
	return out, err
}

// event is a sample request, made from one of the same kind of caller.
func (a action) event(root string) ([]byte, error) {
	var found map[string]any
	err := eachEvent(root, func(e map[string]any) bool {
		if callerOf(e) == a.Kind {
			found = e
		}
		return found == nil
	})
	if err != nil {
		return nil, err
	}
	if found == nil {
		return nil, fmt.Errorf("no sample event of events/ has a %s as its caller", a.Kind)
	}
	method, path, parameters := strings.ToUpper(a.Method()), a.Path, map[string]any{}
	for _, p := range a.Parameters {
		parameters[p.Name], path = p.Value, strings.ReplaceAll(path, "{"+p.Name+"}", p.Value)
	}
	found["routeKey"], found["rawPath"], found["rawQueryString"] = method+" "+a.Path, path, ""
	headers := found["headers"].(map[string]any)
	for _, name := range []string{"content-length", "content-type", "idempotency-key"} {
		delete(headers, name)
	}
	for _, name := range []string{"body", "pathParameters", "queryStringParameters"} {
		delete(found, name)
	}
	if len(parameters) > 0 {
		found["pathParameters"] = parameters
	}
	if method != "GET" {
		headers["idempotency-key"] = "first-" + a.Name
	}
	if method != "GET" && method != "DELETE" {
		found["body"], headers["content-length"], headers["content-type"] = "{}", "2", "application/json"
	}
	context := found["requestContext"].(map[string]any)
	context["routeKey"] = found["routeKey"]
	http := context["http"].(map[string]any)
	http["path"], http["method"] = path, method
	written, err := json.MarshalIndent(found, "", "  ")
	return append(written, '\n'), err
}

// eachEvent reads the sample events one after the other, until do has seen enough.
func eachEvent(root string, do func(map[string]any) bool) error {
	names, err := filepath.Glob(filepath.Join(root, "events", "*", "*.json"))
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var e map[string]any
		if json.Unmarshal(text, &e) == nil && !do(e) {
			return nil
		}
	}
	return nil
}

// callerOf is the kind of actor whose token a sample event has; empty where it has none.
func callerOf(e map[string]any) string {
	var all any = e
	for _, name := range []string{"requestContext", "authorizer", "jwt", "claims", "custom:actor"} {
		inner, _ := all.(map[string]any)
		all = inner[name]
	}
	kind, _ := all.(string)
	return kind
}
