package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature E1: without a filter and with one; a creator who has answered meanwhile is not shown as pending.
func TestListAndSearch(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	if err := creators.Index(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.CreatorID); err != nil {
		t.Fatal(err)
	}
	serve := apitest.Server(contract.ListCampaignCreators, w.Table, handle)
	list := func(name string) []contract.CampaignCreator {
		t.Helper()
		return apitest.Decode[contract.Page[contract.CampaignCreator]](t, serve(t, apitest.Event(t, "list-campaign-creators/"+name)), http.StatusOK).Items
	}
	for _, name := range []string{"first-page", "search"} {
		got := list(name)
		if len(got) != 1 || got[0].CreatorID != tabletest.CreatorID || got[0].Authorization != authorization.StatusPending || got[0].Products != 1 || got[0].Destination != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
	w.Accept()
	if got := list("search"); len(got) != 0 {
		t.Errorf("pending after the answer: %+v", got)
	}
	if got := list("first-page"); len(got) != 1 || got[0].Authorization != authorization.StatusAuthorized || got[0].Destination == nil {
		t.Errorf("after the answer: %+v", got)
	}
}

func TestWhatIsRefused(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	serve := apitest.Server(contract.ListCampaignCreators, w.Table, handle)
	e := apitest.Event(t, "list-campaign-creators/search")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, tabletest.SellerID)), http.StatusForbidden, "wrong_actor")
	e.QueryStringParameters = map[string]string{"status": "expired"}
	apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields")
}

// The statuses are counted where that is asked for.
func TestCounts(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	if err := creators.Index(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.CreatorID); err != nil {
		t.Fatal(err)
	}
	e := apitest.Event(t, "list-campaign-creators/first-page")
	e.QueryStringParameters = map[string]string{"counts": "true"}
	page := apitest.Decode[contract.CampaignCreators](t, apitest.Server(contract.ListCampaignCreators, w.Table, handle)(t, e), http.StatusOK)
	if page.Counts == nil || *page.Counts != (contract.AuthorizationCounts{Pending: 1}) {
		t.Errorf("counts %+v", page.Counts)
	}
}

// By handle in either direction, also where nothing is looked for.
func TestByHandle(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	w.Another().Join() // @another
	serve := apitest.Server(contract.ListCampaignCreators, w.Table, handle)
	entries, _, err := creators.OfCampaign(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, table.Page{Limit: 9})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range entries {
		if err := creators.Index(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, one.Creator.ID); err != nil {
			t.Fatal(err)
		}
	}
	for sort, want := range map[string]string{"handle": "@another @glow.with.ana", "handle_descending": "@glow.with.ana @another"} {
		e := apitest.Event(t, "list-campaign-creators/first-page")
		e.QueryStringParameters = map[string]string{"sort": sort}
		var got []string
		for _, one := range apitest.Decode[contract.CampaignCreators](t, serve(t, e), http.StatusOK).Items {
			got = append(got, one.Handle)
		}
		if all := strings.Join(got, " "); all != want {
			t.Errorf("%s: %s, want %s", sort, all, want)
		}
	}
}
