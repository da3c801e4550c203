package main

import (
	"errors"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/showcase"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features C10, D4: the link leads nowhere at once; what a creator added through it stays.
func TestDeleteProductList(t *testing.T) {
	w := tabletest.NewWorld(t).List(2000).Join()
	serve := apitest.Server(contract.DeleteProductList, w.Table, handle)
	e := apitest.Event(t, "delete-product-list/delete")
	apitest.Refused(t, serve(t, apitest.As(e, "agency", "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), 404, "product_list_not_found")

	if gone := apitest.Decode[contract.DeletedProductList](t, serve(t, apitest.WithKey(e, "once")), 200); gone.ID != tabletest.ListID {
		t.Errorf("%+v", gone)
	}
	if _, err := creators.OpenLink(t.Context(), w.Table, tabletest.ListLinkCode, tabletest.CreatorID); !errors.Is(err, showcase.ErrLinkNotFound) {
		t.Errorf("its link: %v", err)
	}
	if entries, err := creators.ShowcaseEntries(t.Context(), w.Table, tabletest.CreatorID); len(entries) != 1 || err != nil {
		t.Errorf("the showcase: %v %v", entries, err)
	}
	if again := serve(t, apitest.WithKey(e, "once")); again.Status != 200 || again.Header["idempotency-replayed"] != "true" {
		t.Errorf("the same request again: %+v", again)
	}
	apitest.Refused(t, serve(t, e), 404, "product_list_not_found")
}
