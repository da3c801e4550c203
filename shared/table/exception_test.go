package table_test

import (
	"errors"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// Feature H7: a sample is sent again to the address that holds for its agency when that is written, whatever held when it was read.
func TestASampleIsSentAgainToTheAddressThatHolds(t *testing.T) {
	const earlier, later = "adr_01QFYZZZZZZZZZZZZZZZZZZZZZ", "adr_01QGZZZZZZZZZZZZZZZZZZZZZZ" // than AddressForAll
	all := func(w *tabletest.World) { w.KeepForAll() }
	own := func(addressID string) func(*tabletest.World) {
		return func(w *tabletest.World) { w.Readdress(addressID, tabletest.Away) }
	}
	end := func(w *tabletest.World) { w.End() }
	nothing := func(*tabletest.World) {}
	for name, test := range map[string]struct {
		before    func(*tabletest.World) // the exception's resolution is read
		meanwhile func(*tabletest.World) // ... and written
		to        string
		refused   bool
	}{
		"the agency's own":            {own(later), nothing, later, false},
		"the one for all":             {all, nothing, tabletest.AddressForAll, false},
		"own, later than all":         {func(w *tabletest.World) { all(w); own(later)(w) }, nothing, later, false},
		"own, but all is later":       {func(w *tabletest.World) { own(earlier)(w); all(w) }, nothing, earlier, true},
		"all, but own is later":       {func(w *tabletest.World) { all(w); own(later)(w) }, nothing, tabletest.AddressForAll, true},
		"neither":                     {nothing, nothing, later, true},
		"own, and then another":       {own(earlier), own(later), earlier, true},
		"own, and then an older one":  {own(later), own(earlier), later, true}, // accepted anew with the one for all
		"own, and then one for all":   {own(earlier), all, earlier, true},
		"all, and then the agency's":  {all, own(later), tabletest.AddressForAll, true},
		"own, and then it ends":       {own(later), end, later, true},
		"all, and then it ends":       {all, end, tabletest.AddressForAll, true},
		"all, where it ended already": {func(w *tabletest.World) { all(w); end(w) }, nothing, tabletest.AddressForAll, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Problem()
			test.before(w)
			owner, err := creators.OwnerOfAddress(t.Context(), w.Table, tabletest.CreatorID, tabletest.AgencyID)
			if err != nil {
				t.Fatal(err)
			}
			test.meanwhile(w)
			next, err := sample.Reship(w.Sample, test.to, tabletest.Day(12, 9))
			if err != nil {
				t.Fatal(err)
			}
			e := event.Changed(w.Sample, next, sample.EventReshipped, event.Party{Actor: actor.Agency, ID: tabletest.AgencyID}, tabletest.Day(12, 9))
			err = w.Table.Commit(t.Context(), samples.Redirected(w.Sample, next, owner, e))
			if test.refused != errors.Is(err, sample.ErrAddress) || !test.refused && err != nil {
				t.Fatalf("refused: %v, want %v", err, test.refused)
			}
		})
	}
}
