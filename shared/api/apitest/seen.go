package apitest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
)

// Elsewhere are codes that the tests of an action's own folder do not see, with where they are seen, or why they cannot be.
type Elsewhere map[string]string

// Main runs the tests of an action's folder. It fails where the action's contract entry lists a code (Errors, RowErrors) that no
// answer had in them: either no rule answers so any more, or nothing shows that one does. What the frame adds is tested once
// for all, in package api. Where only some of the tests are run, nothing is missed.
func Main(m *testing.M, elsewhere Elsewhere) {
	result := m.Run()
	folder, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	if result == 0 && whole() {
		for _, complaint := range unseen(contract.Find(filepath.Base(folder)), elsewhere) {
			_, _ = fmt.Fprintln(os.Stderr, complaint)
			result = 1
		}
	}
	os.Exit(result)
}

// whole reports whether all tests are run.
func whole() bool {
	for _, name := range []string{"test.run", "test.skip", "test.list"} {
		if f := flag.Lookup(name); f != nil && f.Value.String() != "" {
			return false
		}
	}
	return true
}

// seen are the codes of all answers so far: "call <code>" or "row <code>", after the action's name.
var seen sync.Map

func note(action *contract.Action, answer Answer) {
	own, rows := Codes(answer.Status, []byte(answer.Body))
	for _, code := range own {
		seen.Store(action.Name+" call "+code, true)
	}
	for _, code := range rows {
		seen.Store(action.Name+" row "+code, true)
	}
}

// unseen says which listed codes no answer had, and which excuses are not needed.
func unseen(action *contract.Action, elsewhere Elsewhere) (complaints []string) {
	needed := map[string]bool{}
	check := func(list, where string, faults []*fault.Error) {
		for _, e := range faults {
			if _, ok := seen.Load(action.Name + " " + where + " " + e.Code); ok {
				continue
			}
			if needed[e.Code] = true; elsewhere[e.Code] == "" {
				complaints = append(complaints, fmt.Sprintf("FAIL: %s of %s lists %s, which no answer in these tests has: test it, or take it out of the contract entry", list, action.Name, e.Code))
			}
		}
	}
	check("Errors", "call", action.Errors)
	check("RowErrors", "row", action.RowErrors)
	for code := range elsewhere {
		if !needed[code] {
			complaints = append(complaints, fmt.Sprintf("FAIL: %s is excused in the tests of %s, and needs no excuse", code, action.Name))
		}
	}
	slices.SortFunc(complaints, strings.Compare)
	return complaints
}
