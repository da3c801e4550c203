package api

import (
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/contract"
)

// Every column of every file has its heading, each another one, and no heading is left behind.
func TestEveryColumnHasItsHeading(t *testing.T) {
	columns := map[string]bool{}
	for _, action := range contract.Actions() {
		if sheet, ok := reflect.Zero(action.Response).Interface().(contract.Sheet); ok {
			for _, name := range sheet.Columns() {
				columns[name] = true
			}
		}
		if upload, ok := reflect.New(action.Request).Interface().(contract.Tabular); ok {
			for name := range columnsOf(upload) {
				columns[name] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		if headings.Say(name) == "" {
			t.Errorf("columns.en.json has no heading for %q", name)
		}
	}
	for name := range headings.All() {
		if !columns[name] {
			t.Errorf("columns.en.json has a heading for %q, which no file has", name)
		}
	}
	if len(named()) != len(headings.All()) {
		t.Error("two columns have one heading")
	}
}

// An upload is understood by its headings, and by the JSON names.
func TestAnUploadIsUnderstoodByItsHeadings(t *testing.T) {
	columns := map[string]column{"creatorId": {required: true}, "variant": {}}
	named()["Farbe"] = "variant"
	defer delete(named(), "Farbe")
	names, err := headed([]string{"creatorId", "Farbe"}, columns)
	if diff := cmp.Diff([]string{"creatorId", "variant"}, names); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
