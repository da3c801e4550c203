package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature B4: after publishing only name, description and contact change; a version that is not the present one is
// refused; another agency's campaign is not there.
func TestEdit(t *testing.T) {
	w := tabletest.NewWorld(t) // its campaign is published
	serve := apitest.Server(contract.UpdateCampaign, w.Table, handle)
	texts := apitest.Event(t, "update-campaign/texts")
	view := apitest.Decode[contract.AgencyCampaign](t, serve(t, texts), http.StatusOK)
	if view.Name != "Summer glow, extended" || view.Contact.Email != "partners@northstar.example" || view.Contact.WhatsApp != "" || view.Version != w.Campaign.Version+1 {
		t.Errorf("%+v", view)
	}
	if again := apitest.Decode[contract.AgencyCampaign](t, serve(t, texts), http.StatusOK); again.Version != view.Version {
		t.Errorf("the same again makes version %d of %d", again.Version, view.Version)
	}
	terms := apitest.Event(t, "update-campaign/before-publishing")
	apitest.Refused(t, serve(t, terms), http.StatusConflict, "version_conflict")
	terms.Body = strings.Replace(terms.Body, `,"version":1`, "", 1)
	problem := apitest.Refused(t, serve(t, terms), http.StatusConflict, "campaign_fixed")
	if fields := problem.Details["fields"].([]any); len(fields) != 2 || fields[0] != "campaignPeriod" || fields[1] != "minTotalCommissionRate" {
		t.Errorf("fixed: %v", fields)
	}
	apitest.Refused(t, serve(t, apitest.As(texts, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")
	texts.Body = `{"name":" ","contact":{"email":"x"}}`
	problem = apitest.Refused(t, serve(t, texts), http.StatusUnprocessableEntity, "invalid_fields")
	if len(problem.Errors) != 1 || problem.Errors[0].Field != "contact.email" {
		t.Errorf("%+v", problem.Errors)
	}
}
