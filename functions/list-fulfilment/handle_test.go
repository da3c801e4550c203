package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features H1, C11: the recipient with the address, and nothing else of the creator.
func TestQueue(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.ListFulfilment, w.Table, handle)
	e := apitest.Event(t, "list-fulfilment/first-page")
	answer := serve(t, e)
	page := apitest.Decode[contract.Fulfilment](t, answer, http.StatusOK)
	if len(page.Items) != 1 || page.Items[0].SampleID != tabletest.SampleID || page.Items[0].Recipient != contract.Address(tabletest.Home) || page.Items[0].Label != nil || page.Items[0].Variant != "30 ml" {
		t.Fatalf("%+v", page)
	}
	if strings.Contains(answer.Body, tabletest.CreatorID) || strings.Contains(answer.Body, "glow.with.ana") {
		t.Fatalf("the seller reads who the creator is: %s", answer.Body)
	}
	w.Label()
	page = apitest.Decode[contract.Fulfilment](t, serve(t, e), http.StatusOK)
	if page.Items[0].Label == nil || page.Items[0].Label.TrackingNumber != tabletest.Tracking || page.Items[0].Label.Cost.Amount != 499 {
		t.Fatalf("labelled: %+v", page.Items[0].Label)
	}
	w.Dispatch()
	if page = apitest.Decode[contract.Fulfilment](t, serve(t, e), http.StatusOK); len(page.Items) != 0 {
		t.Fatalf("dispatched: %+v", page)
	}
}

// A seller's page shows for which campaign of which agency a sample is, and the list goes both ways.
func TestNamesAndOrder(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.ListFulfilment, w.Table, handle)
	e := apitest.Event(t, "list-fulfilment/first-page")
	for _, sort := range []string{"oldest", "newest"} {
		e.QueryStringParameters = map[string]string{"sort": sort}
		page := apitest.Decode[contract.Fulfilment](t, serve(t, e), http.StatusOK)
		if len(page.Items) != 1 || page.Items[0].CampaignName != "Summer glow" || page.Items[0].AgencyName != "North Star Agency" ||
			page.Items[0].RegistrationID != tabletest.RegistrationID || page.Items[0].ImageURL != w.Product.ImageURL {
			t.Errorf("%s: %+v", sort, page)
		}
	}
	e.QueryStringParameters = map[string]string{"sort": "price"}
	apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields")
}
