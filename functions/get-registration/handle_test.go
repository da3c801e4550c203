package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table/orders"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features C3, C5 and C6: each party reads the product by its id alone, as it sees it in its list.
func TestEachPartyReadsTheProduct(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.GetRegistration, w.Table, handle)
	agencys := apitest.Decode[contract.AgencyRegistrationDetail](t, serve(t, apitest.Event(t, "get-registration/as-agency")), http.StatusOK)
	if agencys.View != actor.Agency || agencys.ID != tabletest.RegistrationID || agencys.CampaignID != tabletest.CampaignID || *agencys.CreatorRate != 1800 ||
		agencys.Status != registration.StatusOngoing || agencys.Email != "samples@dewdaughters.example" {
		t.Errorf("the agency reads %+v", agencys)
	}
	answer := serve(t, apitest.Event(t, "get-registration/as-seller"))
	sellers := apitest.Decode[contract.SellerRegistrationDetail](t, answer, http.StatusOK)
	if sellers.View != actor.Seller || sellers.ID != tabletest.RegistrationID || sellers.Samples != 10 || sellers.Status != registration.StatusOngoing {
		t.Errorf("the seller reads %+v", sellers)
	}
	for _, kept := range []string{"creatorCommissionRate", "linkCode", tabletest.LinkCode} {
		if strings.Contains(answer.Body, kept) {
			t.Errorf("the seller reads %s", kept)
		}
	}
}

// What belongs to somebody else does not exist, and neither does an id that is none.
func TestStrangersReadNoProduct(t *testing.T) {
	serve := apitest.Server(contract.GetRegistration, tabletest.NewWorld(t).Table, handle)
	agencys, sellers := apitest.Event(t, "get-registration/as-agency"), apitest.Event(t, "get-registration/as-seller")
	apitest.Refused(t, serve(t, apitest.As(agencys, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "registration_not_found")
	apitest.Refused(t, serve(t, apitest.As(sellers, actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CEDE")), http.StatusNotFound, "registration_not_found")
	for id, code := range map[string]string{
		strings.Replace(tabletest.RegistrationID, "21Y", "29Y", 1):   "registration_not_found", // there is none
		strings.Replace(tabletest.RegistrationID, "205_", "299_", 1): "registration_not_found", // of another campaign
		"reg_01QFNSCBE06KVF2NZ3GDGMM21Y":                             "not_found",              // names no campaign
		strings.Replace(tabletest.RegistrationID, "reg_", "lst_", 1): "not_found",
	} {
		for name, e := range map[string]apitest.Request{"the agency": agencys, "the seller": sellers} {
			e.PathParameters = map[string]string{"registrationId": id}
			t.Run(name+" "+id, func(t *testing.T) { apitest.Refused(t, serve(t, e), http.StatusNotFound, code) })
		}
	}
}

// A page shows the product and names what its ids stand for.
func TestNamesAndPicture(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.GetRegistration, w.Table, handle)
	for _, who := range []string{"agency", "seller"} {
		r := apitest.Decode[contract.SellerRegistrationDetail](t, serve(t, apitest.Event(t, "get-registration/as-"+who)), http.StatusOK)
		if r.CampaignName != "Summer glow" || r.AgencyName != "North Star Agency" || r.SellerName != "Dew & Daughters" || r.ImageURL != w.Product.ImageURL ||
			r.Price == nil || r.Price.Amount != 2400 || r.Category != "Skincare" {
			t.Errorf("%s: %+v", who, r)
		}
	}
}

// Feature C6: before it closes a product, the agency sees who asked for that when and why, what was sold, how many samples are left,
// and how many creators and samples there are.
func TestWhatTheAgencySeesBeforeItClosesAProduct(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	w.Another().Join()
	w.AskClosure(w.Product)
	placed := tabletest.OrderPlaced(tabletest.CampaignID, tabletest.PlacedOrder{SellerOrder: orders.SellerOrder{
		OrderID: "577000000000000001", RegistrationID: tabletest.RegistrationID, OrderedAt: tabletest.Day(8, 8), Quantity: 2, Amount: 4800, Commission: 1440, Currency: "USD",
	}, SellerID: tabletest.SellerID, CreatorID: tabletest.CreatorID})
	if err := w.Table.Commit(t.Context(), placed); err != nil {
		t.Fatal(err)
	}
	e := apitest.Event(t, "get-registration/as-agency")
	e.QueryStringParameters = map[string]string{"counts": "true"}
	serve := apitest.Server(contract.GetRegistration, w.Table, handle)
	r := apitest.Decode[contract.AgencyRegistrationDetail](t, serve(t, e), http.StatusOK)
	if r.Status != registration.StatusPendingClosed || r.SellerName != "Dew & Daughters" || !r.Closure.RequestedAt.Equal(tabletest.Day(12, 9)) || r.Closure.Reason != "The line is discontinued." {
		t.Errorf("it reads of the wish %s %s %+v", r.Status, r.SellerName, r.Closure)
	}
	usd := func(amount int64) contract.Money { return contract.Money{Amount: amount, Currency: "USD"} }
	if want := (contract.Sold{Orders: 1, Quantity: 2, Sales: usd(4800), Commission: usd(1440)}); r.Performance != want {
		t.Errorf("sold %+v, want %+v", r.Performance, want)
	}
	if r.Ordered != 1 || r.Available != 9 {
		t.Errorf("%d samples ordered, %d available", r.Ordered, r.Available)
	}
	if want := (contract.ProductCounts{Creators: 2, Samples: contract.TrackedCounts{NotYetPosted: 1}}); r.Counts == nil || *r.Counts != want {
		t.Errorf("counts %+v, want %+v", r.Counts, want)
	}
	e.QueryStringParameters = nil
	if r := apitest.Decode[contract.AgencyRegistrationDetail](t, serve(t, e), http.StatusOK); r.Counts != nil {
		t.Errorf("counts that nobody asked for: %+v", r.Counts)
	}
}
