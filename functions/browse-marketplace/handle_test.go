package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature B5, and seed 004's step 4: a seller finds what its shop is invited to, with the partner's contact and message.
func TestBrowse(t *testing.T) {
	w := tabletest.NewWorld(t)
	if err := campaigns.Index(t.Context(), w.Table, tabletest.CampaignID); err != nil {
		t.Fatal(err)
	}
	serve := apitest.Server(contract.BrowseMarketplace, w.Table, handle)
	for _, name := range []string{"all", "search"} {
		answer := serve(t, apitest.Event(t, "browse-marketplace/"+name))
		page := apitest.Decode[contract.Page[contract.SellerCampaign]](t, answer, http.StatusOK)
		if len(page.Items) != 1 || page.Items[0].Contact.Email != "partners@northstar.example" || page.Items[0].Partner.Name != "North Star Agency" ||
			page.Items[0].Message == "" || strings.Contains(answer.Body, "USLCOTHERS") || page.NextCursor != "" {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	search := apitest.Event(t, "browse-marketplace/search")
	none := apitest.Decode[contract.Page[contract.SellerCampaign]](t, serve(t, apitest.As(search, actor.Seller, tabletest.SellerID)), http.StatusOK)
	if none.Items == nil || len(none.Items) != 0 {
		t.Errorf("without a shop code: %+v", none)
	}
	search.QueryStringParameters = map[string]string{"search": "!?"}
	if problem := apitest.Refused(t, serve(t, search), http.StatusUnprocessableEntity, "invalid_fields"); problem.Errors[0].Code != "no_words" {
		t.Errorf("%+v", problem.Errors)
	}
	search.QueryStringParameters = map[string]string{"cursor": "x"}
	apitest.Refused(t, serve(t, search), http.StatusBadRequest, "invalid_cursor")
}
