package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature D6. What an order looks like is tested where orders are read: shared/table.
func TestListAffiliateOrders(t *testing.T) {
	serve := apitest.Server(contract.ListAffiliateOrders, tabletest.New(t), handle)
	e := apitest.Event(t, "list-affiliate-orders/first-page")
	if answer := serve(t, e); answer.Status != http.StatusOK || answer.Body != `{"items":[]}` {
		t.Errorf("no orders: %d %s", answer.Status, answer.Body)
	}
	apitest.Refused(t, serve(t, apitest.As(e, "seller", tabletest.SellerID)), http.StatusForbidden, "wrong_actor")
	e.QueryStringParameters["cursor"] = "made-up"
	apitest.Refused(t, serve(t, e), http.StatusBadRequest, "invalid_cursor")
}
