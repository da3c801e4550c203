package table_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/clock"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
)

// Features H4, I4: a creator's samples by the time of their order, newest first, whatever their campaign and product; a
// cancelled one is among those that are closed.
func TestACreatorsSamplesNewestFirst(t *testing.T) {
	w := newWorld(t, 10, 2)
	creator := w.creators[0]
	var all, closed, open []string
	for i := range 6 {
		w.product = w.to(w.offer(w.campaign.ID, w.product.SellerID, fmt.Sprint(9-i)), registration.StatusApproved)
		at := start.Add(time.Duration(i) * time.Hour)
		facts, err := samples.FactsOf(t.Context(), w.table, w.campaign.AgencyID, samples.Row{CampaignID: w.campaign.ID, RegistrationID: w.product.ID, CreatorID: creator})
		if err != nil {
			t.Fatal(err)
		}
		s, err := w.orderAt(clock.With(t.Context(), at), facts, at)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s.ID)
		if i%2 == 0 {
			open = append(open, s.ID)
			continue
		}
		cancelled, err := sample.Cancel(s)
		if err != nil {
			t.Fatal(err)
		}
		w.commit(samples.Released(s, cancelled, changed(s, cancelled, sample.EventCancelled)))
		closed = append(closed, s.ID)
	}
	if _, err := w.order(w.creators[1]); err != nil { // somebody else's
		t.Fatal(err)
	}
	for tab, want := range map[sample.Tab][]string{"": all, sample.TabClosed: closed, sample.TabInProgress: open, sample.TabPosted: nil} {
		for _, oldest := range []bool{true, false} {
			got := names(t, func(ctx context.Context, p table.Page) ([]samples.Surrounded, string, error) {
				return samples.OfCreator(ctx, w.table, creator, tab, oldest, p)
			}, func(m samples.Surrounded) string { return m.Sample.ID })
			if !oldest {
				slices.Reverse(got)
			}
			if !slices.Equal(got, want) {
				t.Errorf("tab %q, oldest first: %v, want %v", tab, got, want)
			}
		}
	}
	counts, err := samples.CountTabsOfCreator(t.Context(), w.table, creator)
	if diff := cmp.Diff(map[sample.Tab]int{sample.TabClosed: len(closed), sample.TabInProgress: len(open)}, counts); diff != "" || err != nil {
		t.Errorf("counts: %v (-want +got):\n%s", err, diff)
	}
}
