package contract_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"samplepath/shared/contract"
)

// One action is one folder in functions/, one entry of the contract, and one folder of sample events.
func TestFunctionsContractAndEventsAgree(t *testing.T) {
	var actions []string
	for _, a := range contract.Actions() {
		actions = append(actions, a.Name)
	}
	for _, folder := range []string{"functions", "events"} {
		found := folders(t, folder)
		for _, name := range actions {
			if !slices.Contains(found, name) {
				t.Errorf("%s/%s is missing", folder, name)
			}
		}
		for _, name := range found {
			if !slices.Contains(actions, name) {
				t.Errorf("%s/%s is no action of the contract", folder, name)
			}
		}
	}
	for _, name := range actions {
		if cases, err := filepath.Glob(filepath.Join("../../events", name, "*.json")); err != nil || len(cases) == 0 {
			t.Errorf("events/%s holds no case: %v", name, err)
		}
		if _, err := os.Stat(filepath.Join("../../functions", name, "main.go")); err != nil {
			t.Error(err)
		}
	}
}

// The tests of an action that has a route know which of its codes no answer had (package apitest).
func TestTheCodesOfEveryActionAreSeen(t *testing.T) {
	const wanted = "func TestMain(m *testing.M) { apitest.Main(m) }"
	for _, action := range contract.Actions() {
		if !action.Routed() {
			continue
		}
		files, err := filepath.Glob(filepath.Join("../../functions", action.Name, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		found := slices.ContainsFunc(files, func(file string) bool {
			source, err := os.ReadFile(file)
			return err == nil && bytes.Contains(source, []byte(wanted))
		})
		if !found {
			t.Errorf("no test in functions/%s has: %s", action.Name, wanted)
		}
	}
}

func folders(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join("../..", folder))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, entry := range entries {
		if entry.IsDir() {
			out = append(out, entry.Name())
		}
	}
	return out
}
