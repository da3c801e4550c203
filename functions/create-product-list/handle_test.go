package main

import (
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C10: at a rate for each product, or one for all; the answer has the link.
func TestCreateProductList(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.CreateProductList, w.Table, handle)
	for name, rate := range map[string]int{"one-product": 2000, "commission-in-bulk": 1500} {
		made := apitest.Decode[contract.ProductListSummary](t, serve(t, apitest.Event(t, "create-product-list/"+name)), 201)
		if made.Products != 1 || made.Name != "Beach season picks" || made.URL != "https://api.samplepath.example/v1/links/"+made.LinkCode {
			t.Errorf("%s: %+v", name, made)
		}
		opened, err := creators.OpenLink(t.Context(), w.Table, made.LinkCode, tabletest.CreatorID)
		if err != nil || len(opened.Products) != 1 || *opened.Products[0].CreatorRate != rate || opened.ListName != made.Name {
			t.Errorf("%s: %+v %v", name, opened, err)
		}
	}
	// The same request again, by its key, makes no second list.
	again := serve(t, apitest.Event(t, "create-product-list/one-product"))
	if lists, _, err := campaigns.ProductLists(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, table.Page{Limit: 10}); again.Status != 201 || len(lists) != 2 || err != nil {
		t.Errorf("status %d, %d lists: %v", again.Status, len(lists), err)
	}
}

// Feature D1: a link leads to the deployer's own page where the stage has one.
func TestTheLinkOfAStageWithAPage(t *testing.T) {
	t.Setenv(contract.LinkPageVariable, "https://app.example.com/l/{code}?from=list")
	serve := apitest.Server(contract.CreateProductList, tabletest.NewWorld(t).Table, handle)
	made := apitest.Decode[contract.ProductListSummary](t, serve(t, apitest.Event(t, "create-product-list/one-product")), 201)
	if want := "https://app.example.com/l/" + made.LinkCode + "?from=list"; made.URL != want {
		t.Errorf("the link is %s, want %s", made.URL, want)
	}
}

// Features C8, C10.
func TestCreateProductListRefused(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.CreateProductList, w.Table, handle)
	above := apitest.Event(t, "create-product-list/one-product")
	above.Body = strings.Replace(above.Body, "2000", "3001", 1)
	p := apitest.Refused(t, serve(t, above), 422, "invalid_fields")
	if len(p.Errors) != 1 || p.Errors[0].Field != "products[0].creatorCommissionRate" || p.Errors[0].Code != "commission_above_total" {
		t.Errorf("%+v", p.Errors)
	}
	stranger := apitest.As(apitest.Event(t, "create-product-list/one-product"), "agency", "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")
	apitest.Refused(t, serve(t, stranger), 404, "campaign_not_found")
	if lists, _, err := campaigns.ProductLists(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, table.Page{Limit: 10}); len(lists) != 0 || err != nil {
		t.Errorf("%d lists: %v", len(lists), err)
	}
}
