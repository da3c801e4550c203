package main

import (
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/productlist"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

var agency = event.Party{Actor: actor.Agency, ID: tabletest.AgencyID}

// Feature D1: the rate is the link's, the list's own for a list, and the total is nowhere.
func TestOpenLink(t *testing.T) {
	w := tabletest.NewWorld(t).List(2000).Join()
	serve := apitest.Server(contract.OpenLink, w.Table, handle)
	current := 1800
	for name, want := range map[string]contract.OpenedLink{
		"open-link": {Code: tabletest.LinkCode, Products: []contract.OfferedProduct{{CommissionRate: 1800}}},
		"product-list": {
			Code: tabletest.ListLinkCode, ListName: "Beach season picks", Products: []contract.OfferedProduct{{CommissionRate: 2000}},
		},
	} {
		answer := serve(t, apitest.Event(t, "open-link/"+name))
		got := apitest.Decode[contract.OpenedLink](t, answer, 200)
		if got.Code != want.Code || got.ListName != want.ListName || len(got.Products) != 1 || got.AgencyName != "North Star Agency" || got.TermsVersion == "" {
			t.Fatalf("%s: %+v", name, got)
		}
		offer := got.Products[0]
		if offer.CommissionRate != want.Products[0].CommissionRate || !offer.InShowcase || offer.CurrentRate == nil || *offer.CurrentRate != current || offer.LowerRate {
			t.Errorf("%s: %+v", name, offer)
		}
		if strings.Contains(answer.Body, "3000") || strings.Contains(strings.ToLower(answer.Body), "total") {
			t.Errorf("%s shows the total rate: %s", name, answer.Body)
		}
	}
}

// Feature D4: distinct answers, each at once.
func TestOpenLinkThatLeadsNowhere(t *testing.T) {
	w := tabletest.NewWorld(t).List(2000)
	serve := apitest.Server(contract.OpenLink, w.Table, handle)
	product, list := apitest.Event(t, "open-link/open-link"), apitest.Event(t, "open-link/product-list")

	closed := w.Product
	closed.Status = registration.StatusClosed
	closed.Version++
	e := event.Changed(w.Product, closed, registration.EventClosed, agency, tabletest.Day(4, 10))
	commit(t, w, campaigns.RegistrationChanged(w.Product, closed, e))
	apitest.Refused(t, serve(t, product), 404, "product_closed")
	apitest.Refused(t, serve(t, list), 404, "product_closed")

	before, _, err := campaigns.ProductList(t.Context(), w.Table, tabletest.AgencyID, tabletest.ListID)
	if err != nil {
		t.Fatal(err)
	}
	empty, err := productlist.Change(before, productlist.Edit{Remove: []string{tabletest.RegistrationID}}, tabletest.Day(4, 10))
	if err != nil {
		t.Fatal(err)
	}
	commit(t, w, campaigns.ProductListChanged(before, empty, event.Changed(before, empty, productlist.EventChanged, agency, tabletest.Day(4, 10))))
	apitest.Refused(t, serve(t, list), 404, "product_list_empty")
	before = empty
	e = event.Changed(before, productlist.Delete(before, tabletest.Day(4, 11)), productlist.EventDeleted, agency, tabletest.Day(4, 11))
	commit(t, w, campaigns.ProductListDeleted(before, e))
	apitest.Refused(t, serve(t, list), 404, "product_list_not_found")
	apitest.Refused(t, serve(t, product), 404, "product_closed")

	list.PathParameters = map[string]string{"code": "no-such-link"}
	apitest.Refused(t, serve(t, list), 404, "product_list_not_found")
}

// Feature D4: before the campaign begins there is nothing yet; a product is there once it is approved.
func TestOpenLinkBeforeTheCampaign(t *testing.T) {
	w := tabletest.NewWorld(t).List(2000)
	serve := apitest.Server(contract.OpenLink, w.Table, handle)
	early := apitest.Event(t, "open-link/product-list")
	early.RequestContext.TimeEpoch = tabletest.Day(1, 0).UnixMilli() - 1
	apitest.Refused(t, serve(t, early), 404, "no_available_products")
	if w.Product.Status != registration.StatusApproved {
		t.Fatal(w.Product.Status)
	}
	early.RequestContext.TimeEpoch = tabletest.Day(1, 0).UnixMilli()
	apitest.Decode[contract.OpenedLink](t, serve(t, early), 200)
}

func commit(t *testing.T, w *tabletest.World, c table.Change) {
	t.Helper()
	if err := w.Table.Commit(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}
