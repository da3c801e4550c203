package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature B4.
func TestList(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.ListCampaigns, w.Table, handle)
	e := apitest.Event(t, "list-campaigns/ongoing")
	for status, want := range map[string]int{"ongoing": 1, "closed": 0, "ready": 0, "upcoming": 0} {
		e.QueryStringParameters = map[string]string{"status": status}
		page := apitest.Decode[contract.Page[contract.AgencyCampaign]](t, serve(t, e), http.StatusOK)
		if len(page.Items) != want || want == 1 && (page.Items[0].ID != tabletest.CampaignID || page.Items[0].Status != "ongoing") {
			t.Errorf("%s: %+v", status, page)
		}
	}
	all := apitest.Event(t, "list-campaigns/first-page")
	if page := apitest.Decode[contract.Page[contract.AgencyCampaign]](t, serve(t, all), http.StatusOK); len(page.Items) != 1 {
		t.Errorf("%+v", page)
	}
	if body := serve(t, apitest.As(all, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")).Body; body != `{"items":[]}` {
		t.Errorf("another agency: %s", body)
	}
	e.QueryStringParameters = map[string]string{"status": "gone"}
	apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields")
}

// The statuses are counted where that is asked for, each campaign once.
func TestCounts(t *testing.T) {
	w := tabletest.NewWorld(t)
	w.SecondCampaign()
	e := apitest.Event(t, "list-campaigns/first-page")
	e.QueryStringParameters = map[string]string{"counts": "true", "limit": "1"}
	page := apitest.Decode[contract.AgencyCampaigns](t, apitest.Server(contract.ListCampaigns, w.Table, handle)(t, e), http.StatusOK)
	if len(page.Items) != 1 || page.Counts == nil || *page.Counts != (contract.CampaignCounts{Ongoing: 2}) {
		t.Errorf("%+v, counts %+v", page.Items, page.Counts)
	}
}
