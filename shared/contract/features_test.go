package contract_test

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/contract"
)

var update = flag.Bool("update", false, "renew the column of actions in FEATURES.md")

const featuresFile = "FEATURES.md"

// featureRow is a line of FEATURES.md: id, who, promise, actions.
var featureRow = regexp.MustCompile(`(?m)^\| ([A-O][0-9]{1,2}) \| ([^|]+) \| ([^|]+) \|([^|]*)\|$`)

// FEATURES.md names, for each row, the actions that say they serve it; an action names rows that exist.
func TestGoldenFeatures(t *testing.T) {
	stored, err := os.ReadFile(featuresFile)
	if err != nil {
		t.Fatal(err)
	}
	actions := map[string][]string{}
	for _, a := range contract.Actions() {
		for _, id := range strings.Fields(a.Features) {
			actions[id] = append(actions[id], a.Name)
		}
	}
	made := featureRow.ReplaceAllStringFunc(string(stored), func(line string) string {
		cells := featureRow.FindStringSubmatch(line)
		names := " "
		if serve := actions[cells[1]]; len(serve) > 0 {
			names = " " + strings.Join(serve, ", ") + " "
		}
		delete(actions, cells[1])
		return "| " + cells[1] + " | " + cells[2] + " | " + cells[3] + " |" + names + "|"
	})
	for _, id := range slices.Sorted(maps.Keys(actions)) {
		t.Errorf("%s has no row %s, which is cited by %s", featuresFile, id, strings.Join(actions[id], ", "))
	}
	if *update {
		if err := os.WriteFile(featuresFile, []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(stored), made); diff != "" {
		t.Errorf("make golden renews it (-stored +made):\n%s", diff)
	}
}

// Whatever the code cites as a feature is a row of FEATURES.md, and each row that an action serves is cited by a test.
func TestCitedFeaturesExist(t *testing.T) {
	stored, err := os.ReadFile(featuresFile)
	if err != nil {
		t.Fatal(err)
	}
	served := map[string]bool{} // by id: whether an action serves the row
	for _, cells := range featureRow.FindAllStringSubmatch(string(stored), -1) {
		served[cells[1]] = strings.TrimSpace(cells[4]) != ""
	}
	citation := regexp.MustCompile(`\b[Ff]eatures? ((?:[A-O][0-9]{1,2})(?:(?:, | and | or |, and )[A-O][0-9]{1,2})*)`)
	id := regexp.MustCompile(`[A-O][0-9]{1,2}`)
	tested := map[string]bool{}
	wrapped := regexp.MustCompile(`\n\s*// `)
	for path, source := range goSources(t) {
		source = wrapped.ReplaceAllString(source, " ")
		for _, cited := range citation.FindAllStringSubmatch(source, -1) {
			for _, one := range id.FindAllString(cited[1], -1) {
				if _, there := served[one]; !there {
					t.Errorf("%s cites feature %s, which is not in %s", path, one, featuresFile)
				}
				tested[one] = tested[one] || strings.HasSuffix(path, "_test.go")
			}
		}
	}
	for _, one := range slices.Sorted(maps.Keys(served)) {
		if served[one] && !tested[one] {
			t.Errorf("no test cites feature %s", one)
		}
	}
}

// goSources are the Go files of the module, by path.
func goSources(t *testing.T) map[string]string {
	t.Helper()
	sources := map[string]string{}
	for _, folder := range []string{"functions", "infra", "shared"} {
		err := filepath.WalkDir(filepath.Join("../..", folder), func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") {
				return err
			}
			source, err := os.ReadFile(path)
			sources[path] = string(source)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return sources
}
