package table_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"samplepath/shared/campaign"
	counting "samplepath/shared/database/meter"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/tabletest"
)

// offer puts a pending product of a seller into a campaign.
func (w *world) offer(campaignID, sellerID, productID string) registration.Registration {
	w.Helper()
	r := w.product
	r.ID, r.CampaignID, r.SellerID, r.ProductID = id.NewWithin(w.Context(), id.Registration, campaignID), campaignID, sellerID, productID
	r.Status, r.CreatorRate, r.Version = registration.StatusPending, nil, 1
	w.commit(campaigns.ProductRegistered(r, first(r, registration.EventRegistered)))
	return r
}

// to takes a pending product to a status, move by move, as the rules do.
func (w *world) to(r registration.Registration, status registration.Status) registration.Registration {
	w.Helper()
	apply := func(next registration.Registration, kind event.Type, err error) {
		w.Helper()
		if err != nil {
			w.Fatal(err)
		}
		w.commit(campaigns.RegistrationChanged(r, next, changed(r, next, kind)))
		r = next
	}
	decide := func(d registration.Decision, reason string) {
		w.Helper()
		next, kind, err := registration.Review(w.campaign, r, d, reason, start)
		apply(next, kind, err)
	}
	switch status {
	case registration.StatusPending:
	case registration.StatusRejected:
		decide(registration.Reject, "why")
	case registration.StatusBlocked:
		decide(registration.Block, "why")
	default:
		decide(registration.Approve, "")
		if status == registration.StatusApproved {
			break
		}
		next, err := registration.RequestClosure(r, "", start)
		apply(next, registration.EventClosureRequested, err)
		if status == registration.StatusClosed {
			next, kind, err := registration.ReviewClosure(w.campaign, r, registration.Approve, "", start)
			apply(next, kind, err)
		}
	}
	return r
}

// tab is a tab's list, for the agency or for one seller.
func (w *world) tab(sellerID string, tab registration.Tab) list[registration.Registration] {
	return func(ctx context.Context, p table.Page) ([]registration.Registration, string, error) {
		out, cursor, err := campaigns.RegistrationTab(ctx, w.table, w.campaign.AgencyID, w.campaign.ID, sellerID, tab, false, start, p)
		return out.Registrations, cursor, err
	}
}

func (w *world) counts(sellerID string) registration.Counts {
	w.Helper()
	tab, _, err := campaigns.RegistrationTab(w.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, sellerID, registration.TabClosed, false, start, table.Page{Limit: 1})
	if err != nil {
		w.Fatal(err)
	}
	return tab.Counts
}

// Feature C5: each tab holds what is on it, for the agency by seller and age, for a seller its own by age; and the
// counts are those of the lists.
func TestTabsAndTheirCounts(t *testing.T) {
	w := newWorld(t, 10, 0)
	sellers := []string{"sel_a", "sel_b"}
	on := map[registration.Tab]map[string][]string{}
	made := 0
	for round := range 3 {
		for _, seller := range slices.Backward(sellers) { // the second seller comes first in time
			for i, status := range []registration.Status{
				registration.StatusPending, registration.StatusApproved, registration.StatusRejected, registration.StatusBlocked,
				registration.StatusPendingClosed, registration.StatusClosed,
			} {
				if i < round { // no two tabs hold as many
					continue
				}
				made++
				r := w.to(w.offer(w.campaign.ID, seller, fmt.Sprint(made)), status)
				if on[status.Tab()] == nil {
					on[status.Tab()] = map[string][]string{}
				}
				on[status.Tab()][seller] = append(on[status.Tab()][seller], r.ID)
				w.to(w.offer("cmp_other", seller, fmt.Sprint(made)), status)
			}
		}
	}
	on[registration.TabApproved][w.product.SellerID] = []string{w.product.ID}
	name := func(r registration.Registration) string { return r.ID }
	total := registration.Counts{}
	for _, seller := range append(sellers, w.product.SellerID) {
		c := registration.Counts{}
		for tab, into := range map[registration.Tab]*[2]*int{
			registration.TabPending: {&c.Pending, &total.Pending}, registration.TabApproved: {&c.Approved, &total.Approved},
			registration.TabRejected: {&c.Rejected, &total.Rejected}, registration.TabPendingClosed: {&c.PendingClosed, &total.PendingClosed},
			registration.TabClosed: {&c.Closed, &total.Closed},
		} {
			want := on[tab][seller]
			slices.Sort(want) // made in one millisecond, ids are in no order
			*into[0], *into[1] = len(want), *into[1]+len(want)
			if got := names(t, w.tab(seller, tab), name); !slices.Equal(got, want) {
				t.Errorf("%s of %s: %v, want %v", tab, seller, got, want)
			}
		}
		if got := w.counts(seller); got != c {
			t.Errorf("counts of %s: %+v, want %+v", seller, got, c)
		}
	}
	for tab, of := range on {
		var want []string
		for _, seller := range []string{w.product.SellerID, "sel_a", "sel_b"} { // sel_0..., in the order of their ids
			want = append(want, of[seller]...)
		}
		if got := names(t, w.tab("", tab), name); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", tab, got, want)
		}
	}
	if got := w.counts(""); got != total {
		t.Errorf("counts of the campaign: %+v, want %+v", got, total)
	}
	if _, _, err := campaigns.RegistrationTab(t.Context(), w.table, "agn_other", w.campaign.ID, "", registration.TabPending, false, start, table.Page{Limit: 1}); !errors.Is(err, campaign.ErrNotFound) {
		t.Errorf("another agency: %v", err)
	}
}

// A cursor is good for its own tab, seller and caller alone.
func TestCursorOfAnotherTabIsRefused(t *testing.T) {
	w := newWorld(t, 10, 0)
	for i := range 3 {
		w.offer(w.campaign.ID, "sel_a", fmt.Sprint(i))
	}
	mine := table.Page{Limit: 1, Caller: "agn_me"}
	_, mine.Cursor, _ = w.tab("", registration.TabPending)(t.Context(), mine)
	theirs := mine
	theirs.Caller = "agn_other"
	for name, read := range map[string]func() error{
		"another tab":    func() error { _, _, err := w.tab("", registration.TabApproved)(t.Context(), mine); return err },
		"another seller": func() error { _, _, err := w.tab("sel_a", registration.TabPending)(t.Context(), mine); return err },
		"another caller": func() error { _, _, err := w.tab("", registration.TabPending)(t.Context(), theirs); return err },
	} {
		if err := read(); !errors.Is(err, table.ErrCursor) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := w.tab("", registration.TabPending)(t.Context(), mine); err != nil {
		t.Errorf("its own: %v", err)
	}
}

// Counts stay exact however many review, and register, at the same time: each registration has two reviewers here, and
// one of them comes too late.
func TestCountsAreExactUnderConcurrency(t *testing.T) {
	w := newWorld(t, 10, 0)
	var group sync.WaitGroup
	for i := range 24 {
		r := w.offer(w.campaign.ID, "sel_a", fmt.Sprint(i))
		for _, d := range []registration.Decision{registration.Approve, registration.Reject} {
			group.Go(func() {
				next, kind, err := registration.Review(w.campaign, r, d, map[bool]string{true: "", false: "why"}[d == registration.Approve], start)
				if err == nil {
					err = w.table.Commit(t.Context(), campaigns.RegistrationChanged(r, next, changed(r, next, kind)))
				}
				if err != nil && !errors.Is(err, table.ErrChanged) {
					t.Error(err)
				}
			})
		}
		group.Go(func() { w.offer(w.campaign.ID, "sel_a", fmt.Sprint("more", i)) })
	}
	group.Wait()
	name := func(r registration.Registration) string { return r.ID }
	want := registration.Counts{
		Pending:  len(names(t, w.tab("sel_a", registration.TabPending), name)),
		Approved: len(names(t, w.tab("sel_a", registration.TabApproved), name)),
		Rejected: len(names(t, w.tab("sel_a", registration.TabRejected), name)),
	}
	if got := w.counts("sel_a"); got != want || want.Pending != 24 || want.Approved+want.Rejected != 24 {
		t.Fatalf("counts %+v, lists %+v", got, want)
	}
}

// Budget: two round trips for a page of a tab with its counts, of a hundred as of one.
func TestATabCostsTwoRoundTrips(t *testing.T) {
	w := newWorld(t, 10, 0)
	for i := range 120 {
		w.offer(w.campaign.ID, "sel_a", fmt.Sprint(i))
	}
	metered, counted := w.metered()
	for _, limit := range []int{1, 20, 100} {
		before := counted.Counts()
		tab, cursor, err := campaigns.RegistrationTab(t.Context(), metered, "", w.campaign.ID, "sel_a", registration.TabPending, false, start, table.Page{Limit: limit})
		if err != nil || len(tab.Registrations) != min(limit, 98) || cursor == "" || tab.Counts.Pending != 120 {
			t.Fatalf("%d of %d, %+v, %v", len(tab.Registrations), limit, tab.Counts, err)
		}
		if cost := counted.Counts().Since(before); cost.RoundTrips > 2 {
			t.Errorf("a page of %d costs %d round trips", limit, cost.RoundTrips)
		}
	}
}

// metered is the world's table as seen through a proxy that counts.
func (w *world) metered() (*table.Table, *counting.Proxy) {
	w.Helper()
	endpoint, proxy := tabletest.Proxy(w.T)
	return table.New(tabletest.Client(endpoint), w.table.Name()), proxy
}
