package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C6: who has the product in the showcase, how each stands to the agency, and whether a sample of it went to them.
func TestAProductsCreators(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	asked := w.Another().Join().Ask()
	w.Another().Ask() // has no product in the showcase
	got := list(t, w, nil)
	added, answered := tabletest.Day(4, 20), tabletest.Day(5, 18)
	requested, expires := tabletest.Day(5, 11), tabletest.Day(12, 11)
	want := []contract.RegistrationCreator{
		{
			CreatorID: tabletest.CreatorID, Handle: "@glow.with.ana", Followers: 48200, AddedAt: added, CommissionRate: 1800, SampleID: tabletest.SampleID,
			CreatorAuthorizationStatus: contract.CreatorAuthorizationStatus{Authorization: authorization.StatusAuthorized, RequestedAt: &requested, AnsweredAt: &answered},
		},
		{
			CreatorID: asked.Creator.ID, Handle: "@another", Followers: 48200, AddedAt: added, CommissionRate: 1800,
			CreatorAuthorizationStatus: contract.CreatorAuthorizationStatus{Authorization: authorization.StatusPending, RequestedAt: &requested, ExpiresAt: &expires},
		},
	}
	slices.SortFunc(want, func(a, b contract.RegistrationCreator) int { return strings.Compare(b.CreatorID, a.CreatorID) })
	if diff := cmp.Diff(want, got.Items); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func list(t *testing.T, w *tabletest.World, query map[string]string) contract.Page[contract.RegistrationCreator] {
	t.Helper()
	e := apitest.Event(t, "list-registration-creators/first-page")
	e.QueryStringParameters = query
	return apitest.Decode[contract.Page[contract.RegistrationCreator]](t, apitest.Server(contract.ListRegistrationCreators, w.Table, handle)(t, e), http.StatusOK)
}

// Every creator is on one page, in either order; who took the product out again is on none.
func TestPages(t *testing.T) {
	w := tabletest.NewWorld(t)
	var all []string
	for range 5 {
		all = append(all, w.Another().Join().Creator.ID)
	}
	gone := w.Another().Join().Creator.ID
	entries, err := creators.ShowcaseEntries(t.Context(), w.Table, gone)
	if err != nil {
		t.Fatal(err)
	}
	w.TakeOut(entries[0])
	for _, sort := range []string{"oldest", "newest"} {
		var got []string
		for query := map[string]string{"limit": "2", "sort": sort}; ; {
			page := list(t, w, query)
			for _, one := range page.Items {
				got = append(got, one.CreatorID)
			}
			if query["cursor"] = page.NextCursor; page.NextCursor == "" {
				break
			}
		}
		want := slices.Sorted(slices.Values(all)) // all were added at the same time
		if sort == "newest" {
			slices.Reverse(want)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", sort, diff)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	serve := apitest.Server(contract.ListRegistrationCreators, tabletest.NewWorld(t).Join().Table, handle)
	e := apitest.Event(t, "list-registration-creators/first-page")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "registration_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, tabletest.SellerID)), http.StatusForbidden, "wrong_actor")
}
