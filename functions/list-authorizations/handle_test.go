package main

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature E4: each request shows the address that holds for its agency now. Where the creator keeps one for all agencies, that
// is the later of the two; who was told no is given none.
func TestEachRequestShowsTheAddressThatHolds(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	serve := apitest.Server(contract.ListAuthorizations, w.Table, handle)
	check := func(when, addressID string, want *contract.Destination) {
		t.Helper()
		got := apitest.Decode[contract.Page[contract.CreatorAuthorization]](t, serve(t, apitest.Event(t, "list-authorizations/first-page")), http.StatusOK).Items
		if len(got) != 1 || got[0].RequestID != tabletest.RequestID {
			t.Fatalf("%s: %+v", when, got)
		}
		if diff := cmp.Diff([]any{addressID, want}, []any{got[0].AddressID, got[0].Destination}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	home, away := contract.Destination(tabletest.Home.Destination()), contract.Destination(tabletest.Away.Destination())
	check("accepted", tabletest.AddressID, &home)
	w.KeepForAll()
	check("another address for all", tabletest.AddressForAll, &away)
	w.End()
	check("ended", "", nil)
}
