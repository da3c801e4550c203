package table_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/shared/authorization"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/database/dynamo/fill"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/policy"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

// promote lets a creator of a handle add the world's product, and indexes it.
func (w *world) promote(handle string) showcase.Creator {
	w.Helper()
	creator := showcase.Creator{ID: id.New(w.Context(), id.Creator), Handle: handle, Followers: 1000}
	entry, err := showcase.Add(id.New(w.Context(), id.Entry), w.campaign, w.product, creator.ID, nil, false, start)
	if err != nil {
		w.Fatal(err)
	}
	w.commit(creators.AddedToShowcase(entry, creator, first(entry, showcase.EventAdded)))
	w.index(creator.ID)
	return creator
}

func (w *world) index(creatorID string) {
	w.Helper()
	if err := creators.Index(w.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, creatorID); err != nil {
		w.Fatal(err)
	}
}

// asking is a request for a creator's authorization, again where there is one.
func (w *world) asking(creatorID string) (authorization.Authorization, table.Change) {
	w.Helper()
	_, _, promoters, err := creators.Promoters(w.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, []string{creatorID})
	if err != nil {
		w.Fatal(err)
	}
	before := promoters[0].Authorization
	asked, err := authorization.Request(before, authorization.Authorization{
		RequestID: id.New(w.Context(), id.Authorization), AgencyID: w.campaign.AgencyID, CreatorID: creatorID, CampaignID: w.campaign.ID,
	}, policy.Default, start)
	if err != nil {
		w.Fatal(err)
	}
	return asked, creators.AuthorizationRequested(before, asked, changed(before, asked, authorization.EventRequested))
}

func (w *world) ask(creatorID string) authorization.Authorization {
	w.Helper()
	asked, c := w.asking(creatorID)
	w.commit(c)
	return asked
}

func (w *world) settle(a authorization.Authorization, kind event.Type, next authorization.Authorization, err error) authorization.Authorization {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
	w.commit(creators.AuthorizationChanged(a, next, changed(a, next, kind)))
	return next
}

func (w *world) decline(a authorization.Authorization) authorization.Authorization {
	w.Helper()
	next, err := authorization.Decline(a, start)
	return w.settle(a, authorization.EventDeclined, next, err)
}

func (w *world) accept(a authorization.Authorization) authorization.Authorization {
	w.Helper()
	next, err := authorization.Accept(a, "adr_1", authorization.Destination{City: "Los Angeles", Country: "US"}, 1, start)
	return w.settle(a, authorization.EventAccepted, next, err)
}

// search lists the handles that are found, on pages of every size.
func (w *world) search(status authorization.Status, handle string) string {
	w.Helper()
	return strings.Join(names(w.T, func(ctx context.Context, p table.Page) ([]creators.Promoter, string, error) {
		return creators.Search(ctx, w.table, w.campaign.AgencyID, w.campaign.ID, status, handle, false, p)
	}, func(p creators.Promoter) string { return p.Creator.Handle }), " ")
}

// Feature E1: by status and by the beginning of the handle, in its order.
func TestCreatorsByStatusAndHandle(t *testing.T) {
	w := newWorld(t, 1, 0)
	w.addCreatorTo("cmp_other")
	for _, handle := range []string{"@Glow.Zoe", "@glow.amy", "@glint", "@zed"} {
		w.promote(handle)
	}
	waiting := w.promote("@glow.kim")
	asked := w.ask(waiting.ID)
	w.index(waiting.ID)
	if got, want := w.search("", ""), "@glint @glow.amy @glow.kim @Glow.Zoe @zed"; got != want {
		t.Errorf("all: %s, want %s", got, want)
	}
	for search, want := range map[string]string{"@GLOW": "@glow.amy @glow.kim @Glow.Zoe", "gl": "@glint @glow.amy @glow.kim @Glow.Zoe", "low": "", "zed": "@zed"} {
		if got := w.search("", search); got != want {
			t.Errorf("%q: %s, want %s", search, got, want)
		}
	}
	for status, want := range map[authorization.Status]string{
		authorization.StatusUnauthorized: "@glow.amy @Glow.Zoe", authorization.StatusPending: "@glow.kim", authorization.StatusAuthorized: "", authorization.StatusRejected: "",
	} {
		if got := w.search(status, "glow"); got != want {
			t.Errorf("%s: %s, want %s", status, got, want)
		}
	}
	accepted := w.accept(asked)
	if got := w.search(authorization.StatusPending, ""); got != "" { // what the index does not know yet is not shown as what it was
		t.Errorf("pending after the answer: %s", got)
	}
	w.index(waiting.ID)
	if got := w.search(authorization.StatusAuthorized, ""); got != "@glow.kim" {
		t.Errorf("authorized: %s", got)
	}
	next, err := authorization.End(accepted, start)
	w.settle(accepted, authorization.EventEnded, next, err)
	w.index(waiting.ID)
	if got := w.search(authorization.StatusEnded, "") + w.search(authorization.StatusAuthorized, ""); got != "@glow.kim" {
		t.Errorf("ended: %s", got)
	}
	if _, _, err := creators.Search(t.Context(), w.table, "agn_other", w.campaign.ID, "", "", false, table.Page{Limit: 5}); err == nil {
		t.Error("another agency reads the list")
	}
}

// A creator who takes everything out of the showcase leaves the lists, and one who comes back under another handle is there
// once.
func TestCreatorsLeaveTheListsAndComeBack(t *testing.T) {
	w := newWorld(t, 1, 0)
	creator := w.promote("@ana")
	entries, err := creators.ShowcaseEntries(t.Context(), w.table, creator.ID)
	if err != nil {
		t.Fatal(err)
	}
	w.commit(creators.RemovedFromShowcase(entries[0], changed(entries[0], showcase.Remove(entries[0], start), showcase.EventRemoved)))
	if got := w.search("", ""); got != "" {
		t.Errorf("gone, and the index lags: %s", got)
	}
	w.index(creator.ID)
	entry, err := showcase.Add(id.New(t.Context(), id.Entry), w.campaign, w.product, creator.ID, nil, false, start)
	if err != nil {
		t.Fatal(err)
	}
	creator.Handle = "@bea"
	w.commit(creators.AddedToShowcase(entry, creator, first(entry, showcase.EventAdded)))
	if got := w.search("", ""); got != "" {
		t.Errorf("back, and not indexed yet: %s", got)
	}
	w.index(creator.ID)
	if got := w.search("", "") + w.search(authorization.StatusUnauthorized, "b"); got != "@bea@bea" {
		t.Errorf("back: %s", got)
	}
	if listed, err := creators.PromotedCampaigns(t.Context(), w.table, w.campaign.AgencyID, creator.ID); err != nil || !slices.Equal(listed, []string{w.campaign.ID}) {
		t.Errorf("campaigns %v, %v", listed, err)
	}
	if listed, err := creators.PromotedCampaigns(t.Context(), w.table, "agn_other", creator.ID); err != nil || len(listed) != 0 {
		t.Errorf("campaigns of another agency: %v, %v", listed, err)
	}
}

// A consumer that has read an older state cannot undo what a later one wrote.
func TestAnOlderAuthorizationDoesNotUndoALaterOne(t *testing.T) {
	w := newWorld(t, 1, 0)
	creator := w.promote("@ana")
	asked := w.ask(creator.ID)
	late := tabletest.CreatorPlaced(w.campaign.ID, creator, asked)
	w.decline(asked)
	w.index(creator.ID)
	if err := w.table.Commit(t.Context(), late); !errors.Is(err, table.ErrChanged) {
		t.Fatalf("written late: %v", err)
	}
	if got := w.search(authorization.StatusRejected, ""); got != "@ana" {
		t.Fatalf("rejected: %q", got)
	}
}

// Whatever comes in whichever order, the lists end where the authorization does.
func TestConsumersSideBySideEndAtTheSamePlace(t *testing.T) {
	w := newWorld(t, 1, 0)
	creator := w.promote("@ana")
	w.decline(w.ask(creator.ID))
	_, again := w.asking(creator.ID)
	answers := inParallel(40, func(i int) error {
		if i == 20 {
			if err := w.table.Commit(t.Context(), again); err != nil {
				return err
			}
		}
		return creators.Index(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, creator.ID)
	})
	if answers[nil] != 40 {
		t.Fatalf("answers %v", answers)
	}
	if got := w.search(authorization.StatusPending, "") + w.search(authorization.StatusRejected, ""); got != "@ana" {
		t.Fatalf("pending or rejected: %q", got)
	}
}

// A cursor is good for its own status and search alone.
func TestCreatorCursorsAreBound(t *testing.T) {
	w := newWorld(t, 1, 0)
	for i := range 3 {
		w.promote(fmt.Sprintf("@ana%d", i))
	}
	page := table.Page{Limit: 1, Caller: "agn_me"}
	read := func(status authorization.Status, handle string, p table.Page) (string, error) {
		_, cursor, err := creators.Search(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, status, handle, false, p)
		return cursor, err
	}
	cursor, err := read("", "ana", page)
	if err != nil || cursor == "" {
		t.Fatalf("%q %v", cursor, err)
	}
	page.Cursor = cursor
	if _, err := read("", "@ANA", page); err != nil {
		t.Errorf("the same search, written otherwise: %v", err)
	}
	stranger := page
	stranger.Caller = "agn_other"
	for name, try := range map[string]func() (string, error){
		"another search": func() (string, error) { return read("", "an", page) },
		"another status": func() (string, error) { return read(authorization.StatusUnauthorized, "ana", page) },
		"somebody else":  func() (string, error) { return read("", "ana", stranger) },
	} {
		if _, err := try(); !errors.Is(err, table.ErrCursor) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// addCreators stores many creators at once.
func (w *world) addCreators(client *dynamodb.Client, status authorization.Status, from, to int) {
	w.Helper()
	var items []fill.Item
	for i := from; i < to; i++ {
		item, err := tabletest.CampaignCreatorItem(w.campaign.ID, creatorNumber(i), status)
		if err != nil {
			w.Fatal(err)
		}
		items = append(items, item)
	}
	if err := fill.Table(w.Context(), client, w.table.Name(), items); err != nil {
		w.Fatal(err)
	}
}

func creatorNumber(i int) showcase.Creator {
	return showcase.Creator{ID: fmt.Sprintf("crt_%026d", i), Handle: fmt.Sprintf("@ana%06d", i), Followers: 1000}
}

// Budget: a page costs the same among 30 creators and among 3,000, in two round trips.
func TestAPageOfCreatorsCostsTheSame(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	w := newWorldIn(t, tab, 1, 0)
	metered, counted := w.metered()
	cost := func(status authorization.Status, handle string) float64 {
		t.Helper()
		before := counted.Counts()
		got, cursor, err := creators.Search(t.Context(), metered, w.campaign.AgencyID, w.campaign.ID, status, handle, false, table.Page{Limit: 20})
		used := counted.Counts().Since(before)
		if err != nil || len(got) != 20 || cursor == "" || used.RoundTrips != 2 {
			t.Fatalf("%d creators in %d round trips, %v", len(got), used.RoundTrips, err)
		}
		return used.ReadUnits
	}
	w.addCreators(client, authorization.StatusUnauthorized, 0, 30)
	few := []float64{cost("", ""), cost("", "@ana0"), cost(authorization.StatusUnauthorized, "")}
	w.addCreators(client, authorization.StatusUnauthorized, 30, 3000)
	many := []float64{cost("", ""), cost("", "@ana0"), cost(authorization.StatusUnauthorized, "")}
	if !slices.Equal(few, many) {
		t.Errorf("read units %v among 30, %v among 3,000", few, many)
	}
	t.Logf("read units of a page of 20: %v", many)
}
