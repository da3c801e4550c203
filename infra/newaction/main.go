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

// Method is the HTTP method, as Go's package http and as requests have it.
func (a action) Method() string {
	if a.Reads() {
		return "Get"
	}
	return "Post"
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
		if err := os.MkdirAll(filepath.Dir(filepath.Join(root, name)), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(root, name), files[name], 0o644); err != nil {
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
	var err error
	out["events/"+a.Name+"/first.json"], err = a.event(root)
	return out, err
}

// event is a sample request, made from one of the same kind of caller.
func (a action) event(root string) ([]byte, error) {
	names, err := filepath.Glob(filepath.Join(root, "events", "*", "*.json"))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var e struct {
			RequestContext struct {
				HTTP       struct{ Method string }
				Authorizer struct {
					JWT struct{ Claims map[string]any }
				}
			}
		}
		if json.Unmarshal(text, &e) != nil || e.RequestContext.HTTP.Method != strings.ToUpper(a.Method()) || e.RequestContext.Authorizer.JWT.Claims["custom:actor"] != a.Kind {
			continue
		}
		var all map[string]any
		if err := json.Unmarshal(text, &all); err != nil {
			return nil, err
		}
		method := strings.ToUpper(a.Method())
		all["routeKey"], all["rawPath"], all["rawQueryString"] = method+" "+a.Path, a.Path, ""
		delete(all, "pathParameters")
		delete(all, "queryStringParameters")
		if !a.Reads() {
			all["body"] = "{}"
		}
		context := all["requestContext"].(map[string]any)
		context["routeKey"] = method + " " + a.Path
		context["http"].(map[string]any)["path"] = a.Path
		written, err := json.MarshalIndent(all, "", "  ")
		return append(written, '\n'), err
	}
	return nil, fmt.Errorf("no sample event of events/ has a %s as its caller", a.Kind)
}
