package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature B6: my campaigns with my products in each, and nothing of creators.
func TestMyCampaigns(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	if err := campaigns.Participate(t.Context(), w.Table, event.Parties{SellerID: tabletest.SellerID, CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID}); err != nil {
		t.Fatal(err)
	}
	serve := apitest.Server(contract.ListSellerCampaigns, w.Table, handle)
	for _, name := range []string{"first-page", "ongoing"} {
		answer := serve(t, apitest.Event(t, "list-seller-campaigns/"+name))
		page := apitest.Decode[contract.MyCampaigns](t, answer, http.StatusOK)
		if len(page.Items) != 1 || page.Items[0].ProductCount != 1 || page.Items[0].Products[0].Status != "ongoing" || page.Items[0].Products[0].Ordered != 1 {
			t.Errorf("%s: %s", name, answer.Body)
		}
		for _, secret := range []string{tabletest.CreatorID, "@glow", tabletest.LinkCode, "creatorCommission", "USLCOTHERS"} {
			if strings.Contains(answer.Body, secret) {
				t.Errorf("%s holds %s: %s", name, secret, answer.Body)
			}
		}
	}
	counted := apitest.Event(t, "list-seller-campaigns/first-page")
	counted.QueryStringParameters = map[string]string{"counts": "true"}
	if page := apitest.Decode[contract.MyCampaigns](t, serve(t, counted), http.StatusOK); page.Counts == nil || *page.Counts != (contract.MyCampaignCounts{Ongoing: 1}) {
		t.Errorf("counts %+v", page.Counts)
	}
	other := serve(t, apitest.As(apitest.Event(t, "list-seller-campaigns/first-page"), actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CEDE"))
	if other.Body != `{"items":[]}` {
		t.Errorf("another seller: %s", other.Body)
	}
}
