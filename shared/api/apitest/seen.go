package apitest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
)

// Main runs the tests of an action's folder. What they were answered is what the document shows (example.go). It fails where the action's contract entry lists a code (Errors, RowErrors) that no
// answer had in them: either no rule answers so any more, or nothing shows that one does. What the frame adds is tested once
// for all, in package api. Where only some of the tests are run, nothing is missed.
func Main(m *testing.M) {
	result := m.Run()
	folder, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	if result == 0 && whole() {
		action, root := contract.Find(filepath.Base(folder)), filepath.Dir(filepath.Dir(folder))
		for _, complaint := range slices.Concat(unseen(action), checkExamples(action, root)) {
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

// seen are the codes of all answers so far.
var seen sync.Map

// told is a code in an answer of an action.
type told struct {
	action string
	list   string // of the contract entry: Errors or RowErrors
	code   string
}

func note(action *contract.Action, answer Answer) {
	own, rows := Codes(answer.Status, []byte(answer.Body))
	for _, code := range own {
		seen.Store(told{action.Name, "Errors", code}, true)
	}
	for _, code := range rows {
		seen.Store(told{action.Name, "RowErrors", code}, true)
	}
}

// unseen says which listed codes no answer had.
func unseen(action *contract.Action) (complaints []string) {
	check := func(list string, faults []*fault.Error) {
		for _, e := range faults {
			if _, ok := seen.Load(told{action.Name, list, e.Code}); !ok {
				complaints = append(complaints, fmt.Sprintf("FAIL: %s of %s lists %s, which no answer in these tests has: "+
					"show a call that is refused with it, or take it out of the contract entry", list, action.Name, e.Code))
			}
		}
	}
	check("Errors", action.Errors)
	check("RowErrors", action.RowErrors)
	slices.Sort(complaints)
	return complaints
}
