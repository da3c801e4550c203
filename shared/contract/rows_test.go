package contract_test

import (
	"reflect"
	"strconv"
	"strings"
	"testing"

	"samplepath/shared/contract"
)

// A call that answers row by row says which list of its request the rows are, and no other call does.
func TestBulkCallsSayWhichListTheirRowsAre(t *testing.T) {
	for _, a := range contract.Actions() {
		if !a.Routed() {
			continue
		}
		lists := 0
		for _, field := range reflect.VisibleFields(a.Request) {
			if field.Tag.Get("rows") != "true" {
				continue
			}
			lists++
			if field.Type.Kind() != reflect.Slice || field.Tag.Get("json") == "-" {
				t.Errorf("%s.%s is no list of the body", a.Name, field.Name)
			}
			if field.Tag.Get("maxItems") == "" {
				t.Errorf("%s.%s has no end", a.Name, field.Name)
			}
		}
		want := 0
		if a.Response.Kind() == reflect.Struct && strings.HasPrefix(a.Response.Name(), "Rows[") {
			want = 1
		}
		if lists != want {
			t.Errorf("%s has %d lists of rows, want %d", a.Name, lists, want)
		}
	}
}

// What can be exported comes, as a page, in pages as long as any list's.
func TestAPageOfAnExportIsAsLongAsAnyPage(t *testing.T) {
	limit, _ := reflect.TypeFor[contract.Paging]().FieldByName("Limit")
	page := contract.Export{Format: contract.JSON}
	if got := strconv.Itoa(page.NextPage().Limit); got != limit.Tag.Get("default") {
		t.Errorf("an export has %s items, a list %s", got, limit.Tag.Get("default"))
	}
}
