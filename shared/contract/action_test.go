package contract_test

import (
	"net/http"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/contract"
)

func TestEveryActionIsDescribed(t *testing.T) {
	verbNoun := regexp.MustCompile(`^([a-z]+(-[a-z]+)+|notify)$`) // notify tells whoever is concerned: it has no one noun
	for _, a := range contract.Actions() {
		t.Run(a.Name, func(t *testing.T) {
			if !verbNoun.MatchString(a.Name) {
				t.Error("the name is not verb-noun")
			}
			if !strings.HasSuffix(a.Summary, ".") || strings.Contains(a.Summary, "\n") || len(a.Summary) > 140 {
				t.Errorf("the summary is no line of at most 140 characters: %q", a.Summary)
			}
			if a.Area == "" || a.Features == "" && !a.Public() || len(a.Actors) == 0 || a.Status < 200 || a.Status > 299 {
				t.Errorf("area %q, features %q, actors %v, status %d", a.Area, a.Features, a.Actors, a.Status)
			}
			worker := slices.Equal(a.Actors, []actor.Kind{actor.System})
			triggers := 0
			for _, set := range []bool{a.Trigger.Stream, len(a.Trigger.Events) > 0, a.Trigger.Schedule != "", a.Trigger.SignIn, a.Trigger.Task} {
				if set {
					triggers++
				}
			}
			if a.Routed() && (worker || triggers > 0) || !a.Routed() && (!worker || triggers != 1) {
				t.Errorf("routed %t, called by %v, %d triggers: it is either routed or has one trigger", a.Routed(), a.Actors, triggers)
			}
			if contract.Find(a.Name) != a {
				t.Error("Find gives another action")
			}
		})
	}
	if contract.Find("no-such-action") != nil {
		t.Error("Find gave an action that is none")
	}
}

func TestRoutesAreUniqueAndVersioned(t *testing.T) {
	parameter := regexp.MustCompile(`\{[a-zA-Z]+\}`)
	seen := map[string]string{}
	for _, a := range contract.Actions() {
		if !a.Routed() {
			continue
		}
		route := a.Method + " " + parameter.ReplaceAllString(a.Path, "{}")
		if other, taken := seen[route]; taken {
			t.Errorf("%s and %s have the same route %s", other, a.Name, route)
		}
		seen[route] = a.Name
		if !strings.HasPrefix(a.Path, "/v1/") || !slices.Contains([]string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}, a.Method) {
			t.Errorf("%s: %s %s", a.Name, a.Method, a.Path)
		}
		if a.Reads() && slices.ContainsFunc(a.Table, func(o contract.Operation) bool {
			return o == contract.Put || o == contract.Update || o == contract.Delete
		}) {
			t.Errorf("%s reads, and may write", a.Name)
		}
		if (a.Signed() || a.Public()) && len(a.Actors) != 1 {
			t.Errorf("%s is called with and without a signature", a.Name)
		}
	}
}

// Every action says what its function's main.go binds.
func TestFunctionsAreBoundToTheirOwnAction(t *testing.T) {
	bound := regexp.MustCompile(`(?:api\.Start|worker\.[A-Z][a-z]+)\(contract\.(\w+)`)
	used := map[string]string{}
	for _, a := range contract.Actions() {
		source, err := os.ReadFile("../../functions/" + a.Name + "/main.go")
		if err != nil {
			t.Fatal(err)
		}
		match := bound.FindSubmatch(source)
		if match == nil {
			t.Errorf("functions/%s is not bound to an action", a.Name)
			continue
		}
		variable := string(match[1])
		if other, taken := used[variable]; taken {
			t.Errorf("functions/%s and functions/%s are both contract.%s", other, a.Name, variable)
		}
		used[variable] = a.Name
		var camel strings.Builder
		for _, word := range strings.Split(a.Name, "-") {
			camel.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
		if !strings.HasPrefix(variable, camel.String()) {
			t.Errorf("functions/%s is bound to contract.%s", a.Name, variable)
		}
	}
}

// An action that answers with a file says of which kind.
func TestAFileHasAMediaType(t *testing.T) {
	for _, a := range contract.Actions() {
		if file := a.Response == reflect.TypeFor[contract.Document](); file != (a.File != "") {
			t.Errorf("%s answers a file: %t, of kind %q", a.Name, file, a.File)
		}
	}
}
