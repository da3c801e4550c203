package table_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/candidate"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// authorized is a creator who has authorized the agency, as the lists know.
func (w *world) authorized(handle string) showcase.Creator {
	w.Helper()
	creator := w.promote(handle)
	w.accept(w.ask(creator.ID))
	w.index(creator.ID)
	return creator
}

// available lists the handles that a search finds, on pages of every size.
func (w *world) available(s candidate.Search) string {
	w.Helper()
	return strings.Join(names(w.T, func(ctx context.Context, p table.Page) ([]candidate.Candidate, string, error) {
		return samples.AvailableCreators(ctx, w.table, w.campaign.AgencyID, w.campaign.ID, s, p)
	}, func(c candidate.Candidate) string { return c.Creator.Handle }), " ")
}

// Feature F1: whom samples can be requested for, by each filter that rests on what the table knows.
func TestAvailableCreators(t *testing.T) {
	w := newWorld(t, 10, 0)
	other := w.register("1729384756999")
	for _, handle := range []string{"@zoe", "@Amy", "@amos"} {
		w.authorized(handle)
	}
	w.promote("@never.asked")
	amy := w.find("@Amy")
	if _, err := w.order(amy); err != nil {
		t.Fatal(err)
	}
	if err := w.add(amy, other); err != nil {
		t.Fatal(err)
	}
	restricted := w.authorized("@restricted")
	s := w.put(0, sample.StatusReceived, func(s *sample.Sample) { s.CreatorID = restricted.ID })
	missed, err := sample.Miss(s)
	if err != nil {
		t.Fatal(err)
	}
	w.commit(samples.Missed(s, missed, changed(s, missed, sample.EventMissed)))
	ended := w.authorized("@ended")
	a, err := creators.Authorization(t.Context(), w.table, w.campaign.AgencyID, ended.ID)
	if err != nil {
		t.Fatal(err)
	}
	next, err := authorization.End(a, start)
	w.settle(a, authorization.EventEnded, next, err) // and the lists do not know yet

	for name, test := range map[string]struct {
		search candidate.Search
		want   string
	}{
		"all":                     {candidate.Search{}, "@amos @ana @zoe"},
		"handle":                  {candidate.Search{Handle: "@AM"}, "@amos"},
		"product":                 {candidate.Search{RegistrationID: w.product.ID}, "@amos @ana @zoe"},
		"other product":           {candidate.Search{RegistrationID: other.ID}, "@ana"},
		"sampled":                 {candidate.Search{Sampled: candidate.WasSampled}, "@ana"},
		"not sampled":             {candidate.Search{Sampled: candidate.NotSampled}, "@amos @zoe"},
		"sampled with product":    {candidate.Search{RegistrationID: w.product.ID, Sampled: candidate.WasSampled}, "@ana"},
		"not sampled with either": {candidate.Search{RegistrationID: other.ID, Sampled: candidate.NotSampled}, "@ana"},
		"too many followers":      {candidate.Search{MinFollowers: 1001}, ""},
	} {
		if got := w.available(test.search); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	page := table.Page{Limit: 10}
	if _, _, err := samples.AvailableCreators(t.Context(), w.table, "agn_other", w.campaign.ID, candidate.Search{}, page); !errors.Is(err, campaign.ErrNotFound) {
		t.Errorf("another agency: %v", err)
	}
	if _, _, err := samples.AvailableCreators(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, candidate.Search{RegistrationID: "reg_none"}, page); !errors.Is(err, registration.ErrNotFound) {
		t.Errorf("no such product: %v", err)
	}
}

// find is the id of a creator of the campaign by handle.
func (w *world) find(handle string) string {
	w.Helper()
	found, _, err := creators.Search(w.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, "", handle, false, table.Page{Limit: 1})
	if err != nil || len(found) != 1 {
		w.Fatalf("%v %v", found, err)
	}
	return found[0].Creator.ID
}

// A cursor is good for the very filters that it was made with.
func TestAvailableCreatorsCursorIsBound(t *testing.T) {
	w := newWorld(t, 10, 0)
	for i := range 3 {
		w.authorized(fmt.Sprintf("@ana%d", i))
	}
	read := func(s candidate.Search, cursor string) (string, error) {
		_, next, err := samples.AvailableCreators(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, s, table.Page{Limit: 1, Cursor: cursor})
		return next, err
	}
	cursor, err := read(candidate.Search{MinFollowers: 10}, "")
	if err != nil || cursor == "" {
		t.Fatalf("%q %v", cursor, err)
	}
	if _, err := read(candidate.Search{MinFollowers: 10}, cursor); err != nil {
		t.Errorf("the same search: %v", err)
	}
	for _, s := range []candidate.Search{{}, {MinFollowers: 11}, {MinFollowers: 10, Sampled: candidate.NotSampled}} {
		if _, err := read(s, cursor); !errors.Is(err, table.ErrCursor) {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

// Features F1, I8: what is over counts once, with content or without, and no more once it is excused.
func TestPostingRateOfARecord(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized()
	if err := creators.Index(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, tabletest.CreatorID); err != nil {
		t.Fatal(err)
	}
	record := func() candidate.Record {
		t.Helper()
		found, _, err := samples.AvailableCreators(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, candidate.Search{}, table.Page{Limit: 1})
		if err != nil || len(found) != 1 {
			t.Fatalf("%+v %v", found, err)
		}
		return found[0].Record
	}
	w.Order().Label().Dispatch().Deliver().Receive().Post()
	if got := record(); got.PostingRate() != nil || got.Facts.OpenSamples != 1 || got.Facts.CampaignSamples != 1 {
		t.Fatalf("before it is over: %+v", got)
	}
	w.Complete()
	if got := record(); got.Posted != 1 || got.Missed != 0 || got.Facts.OpenSamples != 0 {
		t.Fatalf("posted: %+v", got)
	}
}

// Budget: a page costs the same among 30 creators and among 3,000, in two round trips, or with a
// request beside the first one where a product is looked for.
func TestAPageOfAvailableCreatorsCostsTheSame(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	w := newWorldIn(t, tab, 1, 0)
	metered, counted := w.metered()
	cost := func(s candidate.Search, requests int) float64 {
		t.Helper()
		before := counted.Counts()
		got, cursor, err := samples.AvailableCreators(t.Context(), metered, w.campaign.AgencyID, w.campaign.ID, s, table.Page{Limit: 10})
		used := counted.Counts().Since(before)
		if err != nil || len(got) != 10 || cursor == "" || used.RoundTrips != requests {
			t.Fatalf("%d creators in %d requests, %v", len(got), used.RoundTrips, err)
		}
		return used.ReadUnits
	}
	product := candidate.Search{RegistrationID: w.product.ID}
	w.addCreators(client, authorization.StatusAuthorized, 0, 30)
	for i := range 10 {
		creator := creatorNumber(i)
		w.accept(w.ask(creator.ID))
		if err := w.add(creator.ID, w.product); err != nil {
			t.Fatal(err)
		}
	}
	few := []float64{cost(candidate.Search{}, 2), cost(product, 3)}
	w.addCreators(client, authorization.StatusAuthorized, 30, 3000)
	many := []float64{cost(candidate.Search{}, 2), cost(product, 3)}
	if !slices.Equal(few, many) {
		t.Errorf("read units %v among 30, %v among 3,000", few, many)
	}
	t.Logf("read units of a page of 10: %v", many)
}
