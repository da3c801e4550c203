package table_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
)

// Feature C5: with the end of the campaign what was live is on the closed tab, in pages of any size, and its counts say so;
// nothing is written for it.
func TestTabsAfterTheEndOfTheCampaign(t *testing.T) {
	w := newWorld(t, 10, 0)
	end := w.campaign.CampaignPeriod.End
	closed := map[string][]string{w.product.SellerID: {w.product.ID}}
	for i, status := range []registration.Status{
		registration.StatusApproved, registration.StatusClosed, registration.StatusPendingClosed, registration.StatusPending, registration.StatusRejected,
		registration.StatusApproved, registration.StatusClosed, registration.StatusPendingClosed,
	} {
		for _, seller := range []string{"sel_a", "sel_b"} {
			r := w.to(w.offer(w.campaign.ID, seller, fmt.Sprint(i, seller)), status)
			if status.Live() || status == registration.StatusClosed {
				closed[seller] = append(closed[seller], r.ID)
				closed[""] = append(closed[""], r.ID)
			}
		}
	}
	closed[""] = append(closed[""], w.product.ID)
	for seller, want := range map[string]registration.Counts{
		"": {Pending: 2, Rejected: 2, Closed: 13}, "sel_a": {Pending: 1, Rejected: 1, Closed: 6}, w.product.SellerID: {Closed: 1},
	} {
		for tab, on := range map[registration.Tab][]string{
			registration.TabApproved: nil, registration.TabPendingClosed: nil, registration.TabClosed: closed[seller],
		} {
			read := func(ctx context.Context, p table.Page) ([]registration.Registration, string, error) {
				out, cursor, err := campaigns.RegistrationTab(ctx, w.table, w.campaign.AgencyID, w.campaign.ID, seller, tab, false, end, p)
				if err == nil && out.Counts != want {
					t.Errorf("counts of %q: %+v, want %+v", seller, out.Counts, want)
				}
				if tab != registration.TabClosed && cursor != "" {
					t.Errorf("%s, which is empty, has a next page", tab)
				}
				return out.Registrations, cursor, err
			}
			got := names(t, read, func(r registration.Registration) string { return r.ID })
			slices.Sort(got)
			slices.Sort(on)
			if !slices.Equal(got, on) {
				t.Errorf("%s of %q: %v, want %v", tab, seller, got, on)
			}
		}
	}
	mine := table.Page{Limit: 1, Caller: "agn_me"}
	read := func(seller string, p table.Page) (string, error) {
		_, cursor, err := campaigns.RegistrationTab(t.Context(), w.table, w.campaign.AgencyID, w.campaign.ID, seller, registration.TabClosed, false, end, p)
		return cursor, err
	}
	cursor, err := read("", mine)
	if err != nil {
		t.Fatal(err)
	}
	mine.Cursor = cursor
	if _, err := read("sel_a", mine); !errors.Is(err, table.ErrCursor) {
		t.Errorf("a cursor of all sellers, for one: %v", err)
	}
}
