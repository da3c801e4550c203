package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature B3: a campaign is published, and taken back again.
func TestPublication(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.PublishCampaign, w.Table, handle)
	for _, step := range []struct {
		event     string
		published bool
	}{{"unpublish", false}, {"publish", true}} {
		e := apitest.At(apitest.Event(t, "publish-campaign/"+step.event), tabletest.Day(5, 9))
		answered := apitest.Decode[contract.AgencyCampaign](t, serve(t, apitest.WithKey(e, step.event)), http.StatusOK)
		stored, err := campaigns.Get(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID)
		if err != nil || answered.Published != step.published || stored.Published != step.published {
			t.Errorf("%s: answered %t, stored %t, %v", step.event, answered.Published, stored.Published, err)
		}
	}
}

// Feature B3: a campaign whose period is over is not published any more.
func TestPublicationAfterTheEnd(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.PublishCampaign, w.Table, handle)
	apitest.Decode[contract.AgencyCampaign](t, serve(t, apitest.Event(t, "publish-campaign/unpublish")), http.StatusOK)
	late := apitest.At(apitest.Event(t, "publish-campaign/publish"), w.Campaign.CampaignPeriod.End)
	apitest.Refused(t, serve(t, late), http.StatusConflict, "campaign_closed")
}

// Feature B3: what is published is not published again, and nobody publishes another agency's campaign.
func TestRefusals(t *testing.T) {
	apitest.Refuses(t, contract.PublishCampaign, handle, "publish-campaign/publish", map[string]apitest.Refusal{
		"campaign_not_found": {Ask: func(e *apitest.Request) { *e = apitest.As(*e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83") }},
		"campaign_unchanged": {},
	})
}
