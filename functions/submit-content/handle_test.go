package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

func another(t *testing.T, id string) apitest.Request {
	t.Helper()
	e := apitest.WithKey(apitest.Event(t, "submit-content/video"), id)
	e.Body = strings.Replace(e.Body, "7300000000000000001", id, 1)
	return e
}

// Feature I3: one or several posts, each once, and only on TikTok unless the deployer allows other sites.
func TestSubmitContent(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	serve := apitest.Server(contract.SubmitContent, w.Table, logger{sample.TikTok}.handle)
	elsewhere := another(t, "1")
	elsewhere.Body = strings.Replace(elsewhere.Body, "www.tiktok.com", "www.tiktok.example", 1)
	if p := apitest.Refused(t, serve(t, elsewhere), http.StatusUnprocessableEntity, "invalid_fields"); len(p.Errors) != 1 || p.Errors[0].Field != "url" || p.Errors[0].Code != "not_a_content_address" {
		t.Errorf("elsewhere: %+v", p.Errors)
	}
	first := apitest.Decode[contract.CreatorSample](t, serve(t, apitest.Event(t, "submit-content/video")), http.StatusOK)
	if first.Status != sample.StatusPosted || len(first.Content) != 1 || first.Content[0].LoggedBy != "" || first.Content[0].Late {
		t.Fatalf("%s %+v", first.Status, first.Content)
	}
	second := apitest.Decode[contract.CreatorSample](t, serve(t, another(t, "7300000000000000002")), http.StatusOK)
	if second.Status != sample.StatusPosted || len(second.Content) != 2 {
		t.Fatalf("%s %+v", second.Status, second.Content)
	}
	apitest.Refused(t, serve(t, apitest.WithKey(apitest.Event(t, "submit-content/video"), "again")), http.StatusConflict, "content_already_logged")
	apitest.Refused(t, serve(t, apitest.As(another(t, "3"), actor.Creator, "crt_01Q9NFMXJ05ME8ENRWQP132E4R")), http.StatusNotFound, "sample_not_found")

	open := apitest.Server(contract.SubmitContent, w.Table, logger{sample.ParseSites("tiktok.example")}.handle)
	if third := apitest.Decode[contract.CreatorSample](t, open(t, apitest.WithKey(elsewhere, "open")), http.StatusOK); len(third.Content) != 3 {
		t.Errorf("%+v", third.Content)
	}
}

// Features I3, I7: a post after the deadline is late. The sample stays missed, its creator restricted, and it counts as open no
// more than before.
func TestSubmitContentAfterTheDeadline(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Miss()
	serve := apitest.Server(contract.SubmitContent, w.Table, logger{sample.TikTok}.handle)
	late := apitest.At(apitest.Event(t, "submit-content/video"), w.Sample.ContentDueAt.Add(policy.Days(30)))
	s := apitest.Decode[contract.CreatorSample](t, serve(t, late), http.StatusOK)
	if s.Status != sample.StatusMissed || len(s.Content) != 1 || !s.Content[0].Late {
		t.Fatalf("%s %+v", s.Status, s.Content)
	}
	r, err := creators.Restriction(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID)
	if err != nil || r.RestrictedSince == nil {
		t.Errorf("%+v %v", r, err)
	}
	stored, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	if last := events[len(events)-1]; last.Type != sample.EventPostedLate || last.From != "missed" || last.To != "missed" {
		t.Errorf("recorded %s from %s to %s", last.Type, last.From, last.To)
	}
	replayed, err := event.Replay[sample.Sample](events)
	if err != nil || len(replayed.Content) != 1 || replayed.Content[0] != stored.Content[0] {
		t.Errorf("replayed %+v, stored %+v, %v", replayed.Content, stored.Content, err)
	}
	list, _, err := samples.OfCampaign(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, samples.Wanted{Tab: sample.Closed}, table.Page{Limit: 10})
	if err != nil || len(list) != 1 || len(list[0].Content) != 1 {
		t.Errorf("the agency's closed tab: %+v %v", list, err)
	}
}
