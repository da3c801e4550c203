package main

import (
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/candidate"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature I8: the agency sets and lifts a restriction, and excuses a missed deadline with it.
func TestSetCreatorRestriction(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver()
	serve := apitest.Server(contract.SetCreatorRestriction, w.Table, handle)
	set, lift := apitest.Event(t, "set-creator-restriction/restrict"), apitest.Event(t, "set-creator-restriction/excuse-and-lift")
	apitest.Refused(t, serve(t, lift), http.StatusConflict, "sample_status_conflict")
	w.Miss()
	apitest.Refused(t, serve(t, set), http.StatusConflict, "restriction_unchanged")
	apitest.Refused(t, serve(t, apitest.As(lift, "agency", "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusNotFound, "sample_not_found")
	anothers := apitest.WithKey(lift, "another-creator")
	anothers.PathParameters = map[string]string{"creatorId": "crt_01Q9NFMXJ05ME8ENRWQP132E4R"}
	apitest.Refused(t, serve(t, anothers), http.StatusNotFound, "sample_not_found")
	r := apitest.Decode[contract.CreatorRestriction](t, serve(t, lift), http.StatusOK)
	s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || r.RestrictedSince != nil || r.Reason == "" || s.Excuse != sample.ExcuseDamaged || s.Status != sample.StatusMissed {
		t.Fatalf("%+v, %+v, %v", r, s, err)
	}
	if got := missed(t, w); got != 0 {
		t.Fatalf("%d missed after the excuse", got)
	}
	if facts, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID}); err != nil || facts.Restricted {
		t.Fatalf("still restricted: %v", err)
	}
	r = apitest.Decode[contract.CreatorRestriction](t, serve(t, set), http.StatusOK)
	if r.RestrictedSince == nil || r.RestrictedBy != "" {
		t.Fatalf("%+v", r)
	}
}

// Feature I8: an excuse that comes after the restriction was lifted takes the sample off the record, too.
func TestExcuseAfterTheLift(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Miss()
	serve := apitest.Server(contract.SetCreatorRestriction, w.Table, handle)
	excuse := apitest.Event(t, "set-creator-restriction/excuse-and-lift")
	lift := apitest.WithKey(excuse, "lift")
	lift.Body = `{"restricted":false,"reason":"A new start."}`
	apitest.Decode[contract.CreatorRestriction](t, serve(t, lift), http.StatusOK)
	if got := missed(t, w); got != 1 {
		t.Fatalf("%d missed", got)
	}
	apitest.Decode[contract.CreatorRestriction](t, serve(t, excuse), http.StatusOK)
	if got := missed(t, w); got != 0 {
		t.Fatalf("%d missed after the excuse", got)
	}
}

// missed is how many samples count against the creator, who is not restricted.
func missed(t *testing.T, w *tabletest.World) int {
	t.Helper()
	if err := creators.Index(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.CreatorID); err != nil {
		t.Fatal(err)
	}
	found, _, err := samples.AvailableCreators(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, candidate.Search{}, table.Page{Limit: 1})
	if err != nil || len(found) != 1 {
		t.Fatalf("%+v %v", found, err)
	}
	return found[0].Record.Missed
}

// A creator of whom the agency keeps no record yet can be restricted.
func TestFirstRestriction(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	r := apitest.Decode[contract.CreatorRestriction](t, apitest.Server(contract.SetCreatorRestriction, w.Table, handle)(t, apitest.Event(t, "set-creator-restriction/restrict")), http.StatusOK)
	if r.RestrictedSince == nil || r.Version != 1 {
		t.Fatalf("%+v", r)
	}
}
