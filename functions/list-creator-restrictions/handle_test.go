package main

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

func list(t *testing.T, w *tabletest.World, query map[string]string) contract.Page[contract.ListedRestriction] {
	t.Helper()
	e := apitest.Event(t, "list-creator-restrictions/first-page")
	e.QueryStringParameters = query
	return apitest.Decode[contract.Page[contract.ListedRestriction]](t, apitest.Server(contract.ListCreatorRestrictions, w.Table, handle)(t, e), http.StatusOK)
}

// Feature I8: whom a missed sample restricted, and whom the agency did, each with since when and why; the last one first.
func TestWhomTheAgencyRestricts(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Miss()
	other := w.Another().Join().Restrict(true)
	w.Another().Join()
	missed, set := tabletest.Day(30, 18), tabletest.Day(6, 9)
	want := []contract.ListedRestriction{
		{CreatorHandle: "@glow.with.ana", Followers: 48200, CreatorRestriction: contract.CreatorRestriction{
			AgencyID: tabletest.AgencyID, CreatorID: tabletest.CreatorID, RestrictedSince: &missed, RestrictedBy: tabletest.SampleID, Version: 1,
		}},
		{CreatorHandle: "@another", Followers: 48200, CreatorRestriction: contract.CreatorRestriction{
			AgencyID: tabletest.AgencyID, CreatorID: other.Creator.ID, RestrictedSince: &set, Reason: "Answers late.", Version: 1,
		}},
	}
	got := list(t, w, map[string]string{"limit": "1"})
	rest := list(t, w, map[string]string{"limit": "1", "cursor": got.NextCursor})
	if diff := cmp.Diff(want, append(got.Items, rest.Items...)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if oldest := list(t, w, map[string]string{"sort": "oldest"}).Items; len(oldest) != 2 || oldest[0].CreatorID != other.Creator.ID {
		t.Errorf("oldest first: %+v", oldest)
	}
}

// Feature I8: one that is lifted is on a list of its own, with the sample that had set it, until it is set again.
func TestWhoseRestrictionWasLifted(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Deliver().Miss().Restrict(false)
	lifted := tabletest.Day(6, 9)
	want := []contract.ListedRestriction{{CreatorHandle: "@glow.with.ana", Followers: 48200, CreatorRestriction: contract.CreatorRestriction{
		AgencyID: tabletest.AgencyID, CreatorID: tabletest.CreatorID, RestrictedBy: tabletest.SampleID, Reason: "Answers late.", LiftedAt: &lifted, Version: 2,
	}}}
	if diff := cmp.Diff(want, list(t, w, map[string]string{"status": "lifted"}).Items); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := list(t, w, nil).Items; len(got) != 0 {
		t.Errorf("still restricted: %+v", got)
	}
	w.Restrict(true)
	if got := list(t, w, map[string]string{"status": "lifted"}).Items; len(got) != 0 {
		t.Errorf("lifted, though it is set again: %+v", got)
	}
	if got := list(t, w, nil).Items; len(got) != 1 || got[0].LiftedAt != nil || got[0].RestrictedBy != "" {
		t.Errorf("set again: %+v", got)
	}
}

func TestWhatIsRefused(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Restrict(true)
	serve := apitest.Server(contract.ListCreatorRestrictions, w.Table, handle)
	e := apitest.Event(t, "list-creator-restrictions/first-page")
	if others := apitest.Decode[contract.Page[contract.ListedRestriction]](t, serve(t, apitest.As(e, actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83")), http.StatusOK); len(others.Items) != 0 {
		t.Errorf("another agency reads %+v", others.Items)
	}
	apitest.Refused(t, serve(t, apitest.As(e, actor.Creator, tabletest.CreatorID)), http.StatusForbidden, "wrong_actor")
	e.QueryStringParameters = map[string]string{"status": "free"}
	apitest.Refused(t, serve(t, e), http.StatusUnprocessableEntity, "invalid_fields")
}
