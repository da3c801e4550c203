package main

import (
	"net/http"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/showcase"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

const otherAgency = "agn_01Q3XXS8MRKP7ES1X6MXWR9V83"

// Feature I8: an agency restricts only creators it has to do with. To it, all others do not exist: not one nobody has met, nor
// one who promotes another agency's campaign.
func TestWhoCanBeRestricted(t *testing.T) {
	for name, test := range map[string]struct {
		world func(*tabletest.World)
		knows bool
	}{
		"nobody has met":                                      {func(*tabletest.World) {}, false},
		"promotes another agency":                             {func(w *tabletest.World) { w.Campaign.AgencyID = otherAgency; w.Join() }, false},
		"promotes the agency":                                 {func(w *tabletest.World) { w.Join() }, true},
		"was asked, and has taken the product out again":      {func(w *tabletest.World) { w.Join().Ask(); leave(t, w) }, true},
		"was restricted, and has taken the product out again": {func(w *tabletest.World) { w.Join().Restrict(true).Restrict(false); leave(t, w) }, true},
		"was sent a sample":                                   {func(w *tabletest.World) { w.Authorized().Order() }, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t)
			test.world(w)
			answer := apitest.Server(contract.SetCreatorRestriction, w.Table, handle)(t, apitest.Event(t, "set-creator-restriction/restrict"))
			if !test.knows {
				apitest.Refused(t, answer, http.StatusNotFound, "creator_not_found")
				return
			}
			if r := apitest.Decode[contract.CreatorRestriction](t, answer, http.StatusOK); r.RestrictedSince == nil {
				t.Errorf("%+v", r)
			}
		})
	}
}

func leave(t *testing.T, w *tabletest.World) {
	t.Helper()
	entries, err := creators.ShowcaseEntries(t.Context(), w.Table, tabletest.CreatorID)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%+v, %v", entries, err)
	}
	removed := showcase.Remove(entries[0], tabletest.Day(5, 12))
	e := event.Changed(entries[0], removed, showcase.EventRemoved, event.Party{Actor: actor.Creator, ID: tabletest.CreatorID}, tabletest.Day(5, 12))
	if err := w.Table.Commit(t.Context(), creators.RemovedFromShowcase(entries[0], e)); err != nil {
		t.Fatal(err)
	}
	if promoted, err := creators.PromotedCampaigns(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID); err != nil || len(promoted) != 0 {
		t.Fatalf("still promotes %v, %v", promoted, err)
	}
}

// Feature I8: who sets what is set already is refused, and the creator, who is told of each event, hears of it once.
func TestTheSameRestrictionTwiceTellsNobody(t *testing.T) {
	w := tabletest.NewWorld(t).Join()
	serve := apitest.Server(contract.SetCreatorRestriction, w.Table, handle)
	set := apitest.Event(t, "set-creator-restriction/restrict")
	first := apitest.Decode[contract.CreatorRestriction](t, serve(t, set), http.StatusOK)
	for _, key := range []string{"another", ""} {
		apitest.Refused(t, serve(t, apitest.WithKey(set, key)), http.StatusConflict, "restriction_unchanged")
	}
	r, err := creators.Restriction(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID)
	if err != nil || r.Version != first.Version || // each event is a version
		!r.RestrictedSince.Equal(*first.RestrictedSince) {
		t.Errorf("%+v, %v", r, err)
	}
}
