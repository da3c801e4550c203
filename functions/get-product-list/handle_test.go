package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature C10.
func TestGetProductList(t *testing.T) {
	w := tabletest.NewWorld(t).List(2000)
	serve := apitest.Server(contract.GetProductList, w.Table, handle)
	e := apitest.Event(t, "get-product-list/get")
	got := apitest.Decode[contract.ProductListView](t, serve(t, e), 200)
	want := contract.ProductListProduct{
		RegistrationID: tabletest.RegistrationID, ProductID: w.Product.ProductID, ProductName: "Glow Serum",
		ImageURL: w.Product.ImageURL, Price: &contract.Money{Amount: 2400, Currency: "USD"}, Category: "Skincare", SellerID: tabletest.SellerID,
		SellerName: "Dew & Daughters",
		TotalRate:  3000, CreatorRate: 2000, AgencyRate: 1000, Status: "approved",
	}
	if got.ID != tabletest.ListID || got.LinkCode != tabletest.ListLinkCode || len(got.Products) != 1 {
		t.Fatalf("%+v", got)
	}
	if diff := cmp.Diff(want, got.Products[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	apitest.Refused(t, serve(t, apitest.As(e, "agency", "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), 404, "product_list_not_found")
	apitest.Refused(t, serve(t, apitest.As(e, "seller", tabletest.SellerID)), 403, "wrong_actor")
}
