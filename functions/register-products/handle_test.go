package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

type answer = contract.Rows[contract.SellerRegistration]

// Feature C1: each product by itself, with its own rate and samples. Feature C3: one that is there already is refused,
// one that was rejected for good with a code of its own; the other rows stand.
func TestRowByRow(t *testing.T) {
	w := tabletest.NewWorld(t) // the first product of the event is registered
	w.Decide(w.Offer("reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y", "1729384756009", "Blocked Balm"), registration.Block, "Counterfeit.")
	serve := apitest.Server(contract.RegisterProducts, w.Table, handle)
	e := apitest.Event(t, "register-products/two-products")
	e.Body = strings.Replace(e.Body, `{"products":[`, `{"products":[`+
		strings.NewReplacer("NAME", "Blocked Balm", "ID", "1729384756009", "RATE", "3000").Replace(draft)+","+
		strings.NewReplacer("NAME", "Cheap Cream", "ID", "1729384756010", "RATE", "999").Replace(draft)+",", 1)
	first := serve(t, e)
	rows := apitest.Decode[answer](t, first, http.StatusOK)
	if rows.Succeeded != 1 || rows.Failed != 3 {
		t.Fatalf("%s", first.Body)
	}
	for i, code := range []string{"product_blocked", "invalid_fields", "product_already_registered"} {
		if row := rows.Rows[i]; row.Error == nil || row.Error.Code != code {
			t.Errorf("row %d: %+v", i, row)
		}
	}
	if r := rows.Rows[3].Result; r == nil || r.ProductName != "Night Cream" || r.Status != registration.StatusPending || r.Samples != 5 {
		t.Errorf("row 3: %+v", r)
	}
	if strings.Contains(first.Body, "@dewdaughters") || strings.Contains(first.Body, "+1212") {
		t.Errorf("the stored answer holds the contact: %s", first.Body)
	}
	if again := apitest.Decode[answer](t, serve(t, e), http.StatusOK); again.Succeeded != 1 || again.Rows[3].Result.ID != rows.Rows[3].Result.ID {
		t.Errorf("the same upload again: %+v", again)
	}
}

// Feature C1: a seller's answer says of each product what became of it.
func TestTwoProducts(t *testing.T) {
	w := tabletest.NewWorld(t)
	rows := apitest.Decode[answer](t, apitest.Server(contract.RegisterProducts, w.Table, handle)(t, apitest.Event(t, "register-products/two-products")), http.StatusOK)
	if rows.Failed != 1 || rows.Rows[0].Error.Code != "product_already_registered" || rows.Rows[1].Result.Status != registration.StatusPending {
		t.Errorf("%+v", rows)
	}
}

// Feature N1: the events of one call say that they are of one call, so that the agency hears of it once.
func TestTheEventsOfOneCallSaySo(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.RegisterProducts, w.Table, handle)
	e := apitest.Event(t, "register-products/two-products")
	rows := apitest.Decode[answer](t, serve(t, e), http.StatusOK)
	for _, row := range rows.Rows {
		if row.Result == nil {
			continue
		}
		key := keys.Registration(row.Result.CampaignID, row.Result.ID)
		items, err := w.Table.All(t.Context(), table.Query{Partition: key.PK, Prefix: "EVENT#" + row.Result.ID})
		if err != nil {
			t.Fatal(err)
		}
		events, err := table.DecodeEvents(items)
		if err != nil || len(events) != 1 || events[0].By.CallID != e.RequestContext.RequestID {
			t.Errorf("events %+v, %v", events, err)
		}
	}
}

const draft = `{"productId":"ID","productName":"NAME","totalCommissionRate":RATE,"sampleQuantity":1,"stock":1,"unitCost":{"amount":1,"currency":"USD"},"email":"samples@dewdaughters.example"}`

// Feature C1: later additions are welcome while the registration is open, to those who are invited.
func TestWhenAndWhoMayRegister(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.RegisterProducts, w.Table, handle)
	e := apitest.WithKey(apitest.Event(t, "register-products/two-products"), "")
	at := func(e apitest.Request, day int) apitest.Request {
		e.RequestContext.TimeEpoch = tabletest.Day(day, 0).UnixMilli()
		return e
	}
	if rows := apitest.Decode[answer](t, serve(t, at(e, 29)), http.StatusOK); rows.Succeeded != 1 {
		t.Errorf("on the last day: %+v", rows)
	}
	apitest.Refused(t, serve(t, at(e, 30)), http.StatusConflict, "registration_closed")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Seller, tabletest.SellerID)), http.StatusNotFound, "campaign_not_found") // of no shop
}
