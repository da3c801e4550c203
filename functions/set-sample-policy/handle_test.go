package main

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/policy"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature K1: a campaign's policy holds for that campaign only, the agency's for all others.
func TestSet(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.SetSamplePolicy, w.Table, handle)
	own := apitest.Decode[contract.SamplePolicy](t, serve(t, apitest.Event(t, "set-sample-policy/of-a-campaign")), http.StatusOK)
	if own.Version != 2 || own.Level != policy.OfCampaign || own.CampaignID != tabletest.CampaignID || own.Settings.ContentDays != 21 ||
		own.Products[0].RegistrationID != tabletest.RegistrationID || own.Products[0].Brief.MustMention[0] != "30 ml" {
		t.Errorf("%+v", own)
	}
	all := apitest.Event(t, "set-sample-policy/of-all-campaigns")
	if ofAll := apitest.Decode[contract.SamplePolicy](t, serve(t, all), http.StatusOK); ofAll.Version != 3 || ofAll.Level != policy.OfAgency {
		t.Errorf("%+v", ofAll)
	}
	for campaignID, want := range map[string]int{tabletest.CampaignID: 2, w.SecondCampaign().Campaign.ID: 3} {
		if p, err := campaigns.HoldingPolicy(t.Context(), w.Table, tabletest.AgencyID, campaignID); err != nil || p.Version != want {
			t.Errorf("%s: version %d holds, want %d: %v", campaignID, p.Version, want, err)
		}
	}
}

// Two editors who began with the same version do not overwrite each other: the second one is told which holds. The first one's
// version stays readable, also after the next.
func TestTwoEditors(t *testing.T) {
	w := tabletest.NewWorld(t)
	serve := apitest.Server(contract.SetSamplePolicy, w.Table, handle)
	e := apitest.WithKey(apitest.Event(t, "set-sample-policy/of-all-campaigns"), "")
	first := apitest.Decode[contract.SamplePolicy](t, serve(t, e), http.StatusOK)
	if problem := apitest.Refused(t, serve(t, e), http.StatusConflict, "policy_changed"); problem.Details["version"] != 2.0 {
		t.Errorf("the second editor: %+v", problem.Details)
	}
	e.Body = strings.NewReplacer(`"expectedVersion":1`, `"expectedVersion":2`, `"contentDays":21`, `"contentDays":30`, "Keep it.", "Send it back.").Replace(e.Body)
	if next := apitest.Decode[contract.SamplePolicy](t, serve(t, e), http.StatusOK); next.Version != 3 || next.Settings.ContentDays != 30 {
		t.Errorf("%+v", next)
	}
	stored, err := creators.Policy(t.Context(), w.Table, creators.WantedPolicy{AgencyID: tabletest.AgencyID, Version: 2})
	if err != nil || !reflect.DeepEqual(contract.SamplePolicyOf(stored), first) {
		t.Errorf("the first version is now %+v, was %+v: %v", stored, first, err)
	}
}

// Of editors at the same moment one sets its version, and the other is told.
func TestEditorsAtOnce(t *testing.T) {
	w := tabletest.NewWorld(t)
	between, campaignID := false, ""
	second := w.SecondCampaign().Campaign.ID
	tab := tabletest.Between(t, w.Table, func(operation string, _ int) {
		if operation == "TransactWriteItems" && !between {
			between = true
			w.SetPolicy(campaignID, func(s *policy.Settings) { s.Reships = 0 })
		}
	})
	e := apitest.WithKey(apitest.Event(t, "set-sample-policy/of-all-campaigns"), "")
	apitest.Refused(t, apitest.Server(contract.SetSamplePolicy, tab, handle)(t, e), http.StatusConflict, "policy_changed")
	// One of another campaign is no conflict: only the number of the version is the next one.
	between, campaignID = false, second
	e = apitest.WithKey(apitest.Event(t, "set-sample-policy/of-a-campaign"), "")
	e.Body = strings.Replace(e.Body, `"expectedVersion":1`, `"expectedVersion":2`, 1)
	if own := apitest.Decode[contract.SamplePolicy](t, apitest.Server(contract.SetSamplePolicy, tab, handle)(t, e), http.StatusOK); own.Version != 4 {
		t.Errorf("%+v", own)
	}
}

// Every setting is checked, alone and beside the others, and each brief is of a product of the campaign.
func TestFieldByField(t *testing.T) {
	serve := apitest.Server(contract.SetSamplePolicy, tabletest.NewWorld(t).Table, handle)
	e := apitest.WithKey(apitest.Event(t, "set-sample-policy/of-a-campaign"), "")
	for change, want := range map[[2]string]string{
		{`"answerReminderDays":4`, `"answerReminderDays":10`}:                            "settings.answerReminderDays not_before",
		{`"followUpDays":3`, `"followUpDays":16`}:                                        "settings.followUpDays not_before",
		{`"reships":1`, `"reships":6`}:                                                   "settings.reships too_large",
		{`"nonPosting":"review_before_next"`, `"nonPosting":"ignore"`}:                   "settings.nonPosting not_allowed",
		{`"usageRights":"The brand may repost with credit.`, `"usageRights":"","x":"`}:   "sections.usageRights required",
		{`reg_01QF6TEDR0VQ8AM3H7J7965205`, `reg_01QF6TEDR0VQ8AM3H7J7965206`}:             "products[0].registrationId not_of_campaign",
		{`"references":["https://www.tiktok.com/@northstar`, `"references":["tiktok://`}: "brief.references[0] not_a_url",
	} {
		changed := e
		changed.Body = strings.Replace(e.Body, change[0], change[1], 1)
		problem := apitest.Refused(t, serve(t, changed), http.StatusUnprocessableEntity, "invalid_fields")
		if len(problem.Errors) == 0 || problem.Errors[0].Field+" "+problem.Errors[0].Code != want {
			t.Errorf("%v: %+v, want %s", change, problem.Errors, want)
		}
	}
}

func TestAnotherAgencysCampaign(t *testing.T) {
	serve := apitest.Server(contract.SetSamplePolicy, tabletest.NewWorld(t).Table, handle)
	e := apitest.As(apitest.Event(t, "set-sample-policy/of-a-campaign"), actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")
	apitest.Refused(t, serve(t, e), http.StatusNotFound, "campaign_not_found")
}
