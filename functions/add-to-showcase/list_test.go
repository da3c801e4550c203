package main

import (
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/terms"
)

type rows = contract.Rows[contract.AddedProduct]

// Feature D2: all behind the link, or those named; the version of the terms is kept with each.
func TestAddToShowcase(t *testing.T) {
	for name, rate := range map[string]int{"every-product": 1800, "product-list": 2000} {
		w := tabletest.NewWorld(t).List(2000)
		serve := apitest.Server(contract.AddToShowcase, w.Table, handle)
		e := apitest.WithKey(apitest.Event(t, "add-to-showcase/"+name), "")
		added := apitest.Decode[rows](t, serve(t, e), 200)
		if added.Succeeded != 1 || added.Rows[0].Result.CreatorRate != rate || added.Rows[0].Result.TermsVersion != terms.Current {
			t.Errorf("%s: %+v", name, added)
		}
		if list := added.Rows[0].Result.ListID; (list == tabletest.ListID) != (name == "product-list") {
			t.Errorf("%s: added through list %q", name, list)
		}
		again := apitest.Decode[rows](t, serve(t, e), 200)
		if again.Failed != 1 || again.Rows[0].Error.Code != "already_in_showcase" {
			t.Errorf("%s: a second time: %+v", name, again)
		}
	}
}

// Feature D3: a better link raises the rate, a worse one needs the confirmation; it is still one product.
func TestAddAgainThroughAnotherLink(t *testing.T) {
	w := tabletest.NewWorld(t).List(2000).Join()
	serve := apitest.Server(contract.AddToShowcase, w.Table, handle)
	raised := apitest.Decode[rows](t, serve(t, apitest.Event(t, "add-to-showcase/product-list")), 200)
	if raised.Succeeded != 1 || raised.Rows[0].Result.CreatorRate != 2000 || raised.Rows[0].Result.Version != 2 {
		t.Fatalf("%+v", raised)
	}
	worse := apitest.Event(t, "add-to-showcase/every-product")
	refused := apitest.Decode[rows](t, serve(t, worse), 200)
	if refused.Failed != 1 || refused.Rows[0].Error.Code != "commission_lower" || refused.Rows[0].Error.Details["currentCommissionRate"] != 2000.0 {
		t.Fatalf("%+v", refused)
	}
	lowered := apitest.Decode[rows](t, serve(t, apitest.Event(t, "add-to-showcase/lower-commission")), 200)
	if lowered.Succeeded != 1 || lowered.Rows[0].Result.CreatorRate != 1800 || lowered.Rows[0].Result.ListID != "" {
		t.Fatalf("%+v", lowered)
	}
	promoters, _, err := creators.OfCampaign(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, table.Page{Limit: 10})
	if err != nil || len(promoters) != 1 || promoters[0].Products != 1 {
		t.Errorf("%+v %v", promoters, err)
	}
}
