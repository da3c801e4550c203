package table_test

import (
	"fmt"
	"slices"
	"testing"

	"samplepath/shared/table"
	"samplepath/shared/table/tabletest"
)

// Several partitions are one list in the order of their sort keys, in both directions: however few entries are looked at, wanted or
// asked for at a time, each comes once and in its place.
func TestSeveralPartitionsAreOneList(t *testing.T) {
	tab := tabletest.New(t)
	for partition, places := range map[string][]int{"SHELF#a": {1, 2, 3, 4, 5, 12, 13}, "SHELF#b": {6, 7, 8}, "SHELF#c": {9, 10, 11, 14}, "SHELF#d": {}, "ELSEWHERE": {0, 15}} {
		for _, n := range places {
			var c table.Change
			c.Put(table.Item{table.PK: table.Text(partition), table.SK: table.Text(fmt.Sprintf("%02d", n))}, "", nil, table.Always(table.ErrChanged))
			if err := tab.Commit(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
	}
	even := func(item table.Item) (string, bool, error) {
		place := table.TextOf(item, table.SK)
		return place, (place[1]-'0')%2 == 0, nil
	}
	for _, newest := range []bool{false, true} {
		want := []string{"02", "04", "06", "08", "10", "12", "14"}
		if newest {
			slices.Reverse(want)
		}
		for limit := 1; limit <= 8; limit++ {
			for _, all := range []bool{false, true} {
				if got := walk(t, tab, table.Merge{Newest: newest, All: all}, limit, even); !slices.Equal(got, want) {
					t.Errorf("newest %t, pages of %d, all looked at %t: %v, want %v", newest, limit, all, got, want)
				}
			}
		}
	}
}

// walk reads a list to its end, page by page.
func walk(t *testing.T, tab *table.Table, m table.Merge, limit int, choose func(table.Item) (string, bool, error)) []string {
	t.Helper()
	m.Partitions = []string{"SHELF#a", "SHELF#b", "SHELF#c", "SHELF#d"}
	var out []string
	p := table.Page{Limit: limit, Caller: "agn_me"}
	for pages := 0; ; pages++ {
		page, next, err := table.Merged(t.Context(), tab, m, p, choose)
		if err != nil || len(page) > limit || pages > 40 {
			t.Fatalf("page %d: %d of %d, %v", pages, len(page), limit, err)
		}
		out = append(out, page...)
		if p.Cursor = next; next == "" {
			return out
		}
	}
}

// A list that is over says so with its last page, and not with an empty one behind it.
func TestTheLastPageIsTheLast(t *testing.T) {
	tab := tabletest.New(t)
	for _, partition := range []string{"SHELF#a", "SHELF#b"} {
		var c table.Change
		c.Put(table.Item{table.PK: table.Text(partition), table.SK: table.Text(partition)}, "", nil, table.Always(table.ErrChanged))
		if err := tab.Commit(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	m := table.Merge{Partitions: []string{"SHELF#a", "SHELF#b"}}
	page, next, err := table.Merged(t.Context(), tab, m, table.Page{Limit: 2}, func(item table.Item) (string, bool, error) { return table.TextOf(item, table.SK), true, nil })
	if err != nil || len(page) != 2 || next != "" {
		t.Errorf("%v, %q, %v", page, next, err)
	}
}

// A page looks at so many entries of a partition and no more, whatever is wanted of them, and the next one goes on behind them.
func TestAPageLooksAtSoManyEntries(t *testing.T) {
	tab := tabletest.New(t)
	for partition := range 2 {
		for n := range table.Looked + 30 {
			var c table.Change
			c.Put(table.Item{table.PK: table.Text(fmt.Sprintf("SHELF#%d", partition)), table.SK: table.Text(fmt.Sprintf("%04d#%d", n, partition))}, "", nil, table.Always(table.ErrChanged))
			if err := tab.Commit(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
	}
	m, p := table.Merge{Partitions: []string{"SHELF#0", "SHELF#1"}}, table.Page{Limit: 5}
	found, chosen, pages := 0, 0, 0
	for ; pages == 0 || p.Cursor != ""; pages++ {
		page, next, err := table.Merged(t.Context(), tab, m, p, func(item table.Item) (struct{}, bool, error) {
			chosen++
			return struct{}{}, table.TextOf(item, table.SK) == fmt.Sprintf("%04d#1", table.Looked+29), nil
		})
		if err != nil || chosen > (pages+1)*2*table.Looked {
			t.Fatalf("page %d: %d entries in all, %v", pages, chosen, err)
		}
		found, p.Cursor = found+len(page), next
	}
	if found != 1 || pages != 2 || chosen != 2*(table.Looked+30) {
		t.Errorf("found %d in %d pages, among %d entries", found, pages, chosen)
	}
}
