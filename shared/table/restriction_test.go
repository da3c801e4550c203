package table_test

import (
	"errors"
	"testing"

	"samplepath/shared/restriction"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

// Features I7, I8: who has read a creator's record before a missed sample restricted the creator must read it again, whether or not
// there was a record.
func TestARestrictionIsDecidedOnTheRecordAsItIs(t *testing.T) {
	for name, earlier := range map[string]func(*tabletest.World){
		"no restriction yet":     func(*tabletest.World) {},
		"one that was lifted":    func(w *tabletest.World) { w.Restrict(true).Restrict(false) },
		"one that holds, lifted": func(w *tabletest.World) { w.Restrict(true) },
	} {
		w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
		earlier(w)
		before := restrictionOf(t, w)
		w.Miss()
		change, _, err := tabletest.Restriction(before, before.RestrictedSince == nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Table.Commit(t.Context(), change); !errors.Is(err, table.ErrChanged) {
			t.Errorf("%s: %v", name, err)
		}
		if r := restrictionOf(t, w); r.RestrictedBy != tabletest.SampleID || r.Version != before.Version+1 {
			t.Errorf("%s: restricted by %q, version %d", name, r.RestrictedBy, r.Version)
		}
	}
}

func restrictionOf(t *testing.T, w *tabletest.World) restriction.Restriction {
	t.Helper()
	r, err := creators.Restriction(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
