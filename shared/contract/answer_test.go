package contract_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/shared/contract"
)

// An answer is made of types of this package alone: a struct of the rules is what is stored, and a member that is added to it
// is not published with that.
func TestAnswersHoldNoStructOfTheRules(t *testing.T) {
	for _, action := range contract.Actions() {
		if !action.Routed() {
			continue
		}
		for _, kind := range action.Actors {
			for _, found := range typesIn(action.Answer(kind)) {
				if ofRules(found) {
					t.Errorf("%s answers a caller of kind %s with %s", action.Name, kind, found)
				}
			}
		}
	}
}

// What is asked for is not made of the structs of the rules, either: the tags by which it is checked and described stand here.
func TestRequestsHoldNoStructOfTheRules(t *testing.T) {
	for _, action := range contract.Actions() {
		for _, found := range typesIn(action.Request) {
			if action.Routed() && ofRules(found) {
				t.Errorf("%s asks for %s", action.Name, found)
			}
		}
	}
}

func ofRules(t reflect.Type) bool {
	standard := []reflect.Type{reflect.TypeFor[time.Time](), reflect.TypeFor[json.RawMessage]()}
	own := reflect.TypeFor[contract.Money]().PkgPath()
	return t.Kind() == reflect.Struct && !slices.Contains(standard, t) && t.PkgPath() != own && strings.HasPrefix(t.PkgPath(), "samplepath/")
}

// What callers read is described here alone: no struct of the rules has a tag for the document.
func TestOnlyTheContractHasTagsForTheDocument(t *testing.T) {
	described := regexp.MustCompile("`json:[^`]*\\b(doc|enum|example|values):\"")
	files, err := filepath.Glob("../*/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		if strings.HasPrefix(file, "../contract/") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if tag := described.Find(source); tag != nil {
			t.Errorf("%s: %s", file, tag)
		}
	}
}
