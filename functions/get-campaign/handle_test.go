package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features B4 and B5: the agency reads all of it; an invited seller the partner's message and contact, and neither the
// other shops nor, without an invitation, anything.
func TestEachPartyReadsItsPart(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.GetCampaign, w.Table, handle)
	agencys := apitest.Event(t, "get-campaign/as-agency")
	mine := apitest.Decode[contract.AgencyCampaign](t, serve(t, agencys), http.StatusOK)
	if mine.Status != "ongoing" || mine.Contact.Email != "partners@northstar.example" || len(mine.SellerScope.ShopCodes) != 2 {
		t.Errorf("the agency reads %+v", mine)
	}
	apitest.Refused(t, serve(t, apitest.As(agencys, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")

	sellers := apitest.Event(t, "get-campaign/as-seller")
	answer := serve(t, sellers)
	theirs := apitest.Decode[contract.SellerCampaign](t, answer, http.StatusOK)
	if theirs.Partner.Name != "North Star Agency" || theirs.Contact.WhatsApp != "+14155550123" || theirs.Message == "" || !theirs.Invited || theirs.RegistrationStatus != campaign.RegistrationOpen ||
		theirs.Status != "ongoing" || strings.Contains(answer.Body, "USLCOTHERS") {
		t.Errorf("the seller reads %s", answer.Body)
	}
	uninvited := apitest.As(sellers, actor.Seller, "sel_01Q6QWD2PGWNQSTHNWTX28CEDE")
	apitest.Refused(t, serve(t, uninvited), http.StatusNotFound, "campaign_not_found")
	// One who has products in it keeps seeing it.
	if err := campaigns.Participate(t.Context(), w.Table, event.Parties{SellerID: "sel_01Q6QWD2PGWNQSTHNWTX28CEDE", CampaignID: tabletest.CampaignID, RegistrationID: "reg_x"}); err != nil {
		t.Fatal(err)
	}
	if got := apitest.Decode[contract.SellerCampaign](t, serve(t, uninvited), http.StatusOK); got.RegistrationStatus != campaign.RegistrationClosed || got.Invited {
		t.Errorf("%+v", got)
	}
}
