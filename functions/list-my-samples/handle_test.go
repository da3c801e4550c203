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

// Features H4, I4: a creator finds its samples by tab, and nobody else's.
func TestListMySamples(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.ListMySamples, w.Table, handle)
	list := func(name string) int {
		return len(apitest.Decode[contract.Page[contract.CreatorSample]](t, serve(t, apitest.Event(t, "list-my-samples/"+name)), http.StatusOK).Items)
	}
	if all, due := list("first-page"), list("pending-content"); all != 1 || due != 0 {
		t.Fatalf("ordered: %d, %d", all, due)
	}
	w.Label().Dispatch().Deliver()
	if all, due := list("first-page"), list("pending-content"); all != 1 || due != 1 {
		t.Fatalf("delivered: %d, %d", all, due)
	}
	other := apitest.As(apitest.Event(t, "list-my-samples/first-page"), "creator", "crt_01Q9NFMXJ05ME8ENRWQP132E4R")
	if page := apitest.Decode[contract.Page[contract.CreatorSample]](t, serve(t, other), http.StatusOK); len(page.Items) != 0 {
		t.Fatalf("somebody else sees %+v", page)
	}
}

// A creator's page shows of each sample whose it is and what it looks like, counts the tabs, and turns the list round.
func TestNamesCountsAndOrder(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.ListMySamples, w.Table, handle)
	e := apitest.Event(t, "list-my-samples/first-page")
	if page := apitest.Decode[contract.MySamples](t, serve(t, e), http.StatusOK); page.Counts != nil {
		t.Errorf("nobody asked for %+v", page.Counts)
	}
	e.QueryStringParameters = map[string]string{"counts": "true", "sort": "oldest"}
	page := apitest.Decode[contract.MySamples](t, serve(t, e), http.StatusOK)
	if diff := cmp.Diff(&contract.MySampleCounts{InProgress: 1}, page.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	want := contract.SampleSurroundings{
		CampaignName: "Summer glow", AgencyName: "North Star Agency", SellerName: "Dew & Daughters", ImageURL: w.Product.ImageURL,
		Price: &contract.Money{Amount: 2400, Currency: "USD"}, Category: "Skincare",
	}
	if diff := cmp.Diff(want, page.Items[0].SampleSurroundings); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}
