package main

import (
	"net/http"
	"strconv"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature K1: what holds is the campaign's own policy, else the agency's, else the standard one, and each says whose it is; versions
// that hold no longer can be read, too.
func TestWhatHolds(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.GetSamplePolicy, w.Table, handle)
	e := apitest.Event(t, "get-sample-policy/of-a-campaign")
	holds := func() contract.SamplePolicy {
		return apitest.Decode[contract.SamplePolicy](t, serve(t, e), http.StatusOK)
	}
	if p := holds(); p.Level != policy.Standard || p.Version != 1 || p.Settings.ContentDays != 14 || p.Sections.PostingTimeline == "" {
		t.Errorf("nothing set: %+v", p)
	}
	w.SetPolicy("", func(s *policy.Settings) { s.ContentDays = 20 })
	if p := holds(); p.Level != policy.OfAgency || p.Version != 2 || p.Settings.ContentDays != 20 {
		t.Errorf("the agency's set: %+v", p)
	}
	w.SetPolicy(tabletest.CampaignID, func(s *policy.Settings) { s.ContentDays = 30 })
	if p := holds(); p.Level != policy.OfCampaign || p.Version != 3 || p.Settings.ContentDays != 30 || p.CampaignID != tabletest.CampaignID {
		t.Errorf("the campaign's set: %+v", p)
	}
	for version, level := range map[int]policy.Level{1: policy.Standard, 2: policy.OfAgency, 3: policy.OfCampaign} {
		if p := apitest.Decode[contract.SamplePolicy](t, serve(t, of(e, version)), http.StatusOK); p.Level != level || p.Version != version {
			t.Errorf("version %d: %+v", version, p)
		}
	}
	apitest.Refused(t, serve(t, of(e, 4)), http.StatusNotFound, "policy_not_found")
}

// of asks for a version.
func of(e apitest.Request, version int) apitest.Request {
	query := map[string]string{"version": strconv.Itoa(version)}
	if agencyID := e.QueryStringParameters["agencyId"]; agencyID != "" {
		query["agencyId"] = agencyID
	}
	e.QueryStringParameters = query
	return e
}

// Feature K2: a creator reads the policies of an agency that has asked for authorization, and of its campaigns those whose products
// are in the showcase.
func TestCreators(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.GetSamplePolicy, w.Table, handle)
	second := w.SecondCampaign()
	w.SetPolicy(tabletest.CampaignID, func(s *policy.Settings) { s.ContentDays = 30 })
	w.SetPolicy(second.Campaign.ID, func(s *policy.Settings) { s.ContentDays = 31 })
	e := apitest.Event(t, "get-sample-policy/as-a-creator")
	apitest.Refused(t, serve(t, e), http.StatusNotFound, "policy_not_found")
	apitest.Refused(t, serve(t, of(e, 1)), http.StatusNotFound, "policy_not_found")
	w.Join().Ask()
	for name, asked := range map[string]apitest.Request{"of the campaign": e, "by its number": of(e, 2)} {
		if p := apitest.Decode[contract.SamplePolicy](t, serve(t, asked), http.StatusOK); p.Version != 2 || p.Settings.ContentDays != 30 {
			t.Errorf("%s: %+v", name, p)
		}
	}
	other := e
	other.QueryStringParameters = map[string]string{"agencyId": tabletest.AgencyID, "campaignId": second.Campaign.ID}
	apitest.Refused(t, serve(t, other), http.StatusNotFound, "policy_not_found")
	apitest.Refused(t, serve(t, of(e, 3)), http.StatusNotFound, "policy_not_found")
	apitest.Decode[contract.SamplePolicy](t, serve(t, of(e, 1)), http.StatusOK)
}

func TestWhoseItIs(t *testing.T) {
	serve := apitest.Server(contract.GetSamplePolicy, tabletest.NewWorld(t).Join().Ask().Table, handle)
	e := apitest.Event(t, "get-sample-policy/of-a-campaign")
	apitest.Refused(t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "campaign_not_found")
	nobodys := apitest.As(e, actor.Creator, tabletest.CreatorID)
	if problem := apitest.Refused(t, serve(t, nobodys), http.StatusUnprocessableEntity, "invalid_fields"); problem.Errors[0].Field != "agencyId" {
		t.Errorf("%+v", problem.Errors)
	}
	another := e
	another.QueryStringParameters = map[string]string{"agencyId": "agn_01Q3XXS8MRKP7ES1X6MXWR9V83"}
	apitest.Refused(t, serve(t, another), http.StatusUnprocessableEntity, "invalid_fields")
	both := e
	both.QueryStringParameters = map[string]string{"campaignId": tabletest.CampaignID, "version": "1"}
	apitest.Refused(t, serve(t, both), http.StatusUnprocessableEntity, "invalid_fields")
}
