package main

import (
	"fmt"
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/productlist"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// Products that are added by one call, which all count on the creator's showcase, do not meet each other there.
func TestProductsOfOneCallDoNotFightEachOther(t *testing.T) {
	w, rate := tabletest.NewWorld(t), 2000
	var choices []productlist.Choice
	for i := range 5 {
		product := w.Decide(w.Offer(fmt.Sprintf("reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM2%dY", i+2), fmt.Sprintf("172938475600%d", i+2), "Cream"), registration.Approve, "")
		choices = append(choices, productlist.Choice{RegistrationID: product.ID, Product: &product, Rate: &rate})
	}
	list, err := productlist.Create(productlist.List{
		ID: tabletest.ListID, CampaignID: tabletest.CampaignID, AgencyID: tabletest.AgencyID, Name: "Creams", LinkCode: tabletest.ListLinkCode,
	}, choices, tabletest.Day(4, 9))
	if err != nil {
		t.Fatal(err)
	}
	created := event.First(list, productlist.EventCreated, event.Party{}, tabletest.Day(4, 9))
	if err := w.Table.Commit(t.Context(), campaigns.ProductListCreated(list, created)); err != nil {
		t.Fatal(err)
	}
	call := apitest.UnderContention(t, contract.AddToShowcase, w.Table, handle, apitest.Event(t, "add-to-showcase/product-list"))
	if added := apitest.Decode[rows](t, call.Answer, http.StatusOK); added.Succeeded != 5 {
		t.Errorf("%+v", added)
	}
	if call.Conflicts > 0 {
		t.Errorf("%d transactions met another one of the call", call.Conflicts)
	}
}
