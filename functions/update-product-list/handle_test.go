package main

import (
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C10: a creator sees the new name and rate, and the missing product, at once.
func TestUpdateProductList(t *testing.T) {
	w := tabletest.NewWorld(t).List(2000)
	serve := apitest.Server(contract.UpdateProductList, w.Table, handle)
	edited := apitest.Decode[contract.ProductListSummary](t, serve(t, apitest.Event(t, "update-product-list/reprice")), 200)
	opened, err := creators.OpenLink(t.Context(), w.Table, tabletest.ListLinkCode, tabletest.CreatorID)
	if err != nil || edited.LinkCode != tabletest.ListLinkCode || opened.ListName != "Beach season, second edition" || *opened.Products[0].CreatorRate != 2200 {
		t.Fatalf("%+v %+v %v", edited, opened, err)
	}
	apitest.Refused(t, serve(t, apitest.Event(t, "update-product-list/reprice")), 409, "product_list_unchanged")

	emptied := apitest.Decode[contract.ProductListSummary](t, serve(t, apitest.Event(t, "update-product-list/remove")), 200)
	if opened, err = creators.OpenLink(t.Context(), w.Table, tabletest.ListLinkCode, tabletest.CreatorID); err != nil || emptied.Products != 0 || len(opened.Products) != 0 {
		t.Fatalf("%+v %+v %v", emptied, opened, err)
	}
}

// Features C8, C10: a bad product changes nothing.
func TestUpdateProductListRefused(t *testing.T) {
	w := tabletest.NewWorld(t).List(2000)
	serve := apitest.Server(contract.UpdateProductList, w.Table, handle)
	e := apitest.Event(t, "update-product-list/reprice")
	e.Body = strings.Replace(e.Body, "2200", "3200", 1)
	if p := apitest.Refused(t, serve(t, e), 422, "invalid_fields"); p.Errors[0].Code != "commission_above_total" {
		t.Errorf("%+v", p.Errors)
	}
	if opened, err := creators.OpenLink(t.Context(), w.Table, tabletest.ListLinkCode, tabletest.CreatorID); err != nil || opened.ListName != "Beach season picks" {
		t.Errorf("%+v %v", opened, err)
	}
	stranger := apitest.As(apitest.Event(t, "update-product-list/remove"), "agency", "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")
	apitest.Refused(t, serve(t, stranger), 404, "product_list_not_found")
}
