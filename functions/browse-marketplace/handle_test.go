package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
		page := apitest.Decode[contract.Marketplace](t, answer, http.StatusOK)
		if len(page.Items) != 1 || page.Items[0].Contact.Email != "partners@northstar.example" || page.Items[0].Partner.Name != "North Star Agency" ||
			page.Items[0].Message == "" || page.Items[0].RegistrationStatus != "open" || page.Counts != nil || strings.Contains(answer.Body, "USLCOTHERS") || page.NextCursor != "" {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	counted := apitest.Event(t, "browse-marketplace/all")
	for status, want := range map[string]int{"open": 1, "upcoming": 0} {
		counted.QueryStringParameters = map[string]string{"status": status, "counts": "true"}
		page := apitest.Decode[contract.Marketplace](t, serve(t, counted), http.StatusOK)
		if diff := cmp.Diff(&contract.MarketplaceCounts{All: want, Target: want, Local: want}, page.Counts); len(page.Items) != want || diff != "" {
			t.Errorf("%s: %d campaigns, want %d; counts (-want +got):\n%s", status, len(page.Items), want, diff)
		}
	}
	search := apitest.Event(t, "browse-marketplace/search")
	none := apitest.Decode[contract.Marketplace](t, serve(t, apitest.As(search, actor.Seller, tabletest.SellerID)), http.StatusOK)
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
