package table_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
)

// Feature H1: a seller's queue of one campaign, in both directions and in pages of any size, among samples of others.
func TestTheQueueOfACampaign(t *testing.T) {
	w := newWorld(t, 100, 0)
	elsewhere := w.otherProduct()
	var want []string
	for hours := range 12 {
		s := w.put(hours, sample.StatusReadyToShip, func(s *sample.Sample) {
			if hours%3 != 0 {
				s.RegistrationID, s.ProductID = elsewhere, elsewhere
			}
		})
		if hours%3 == 0 {
			want = append(want, s.ID)
		}
	}
	for _, newest := range []bool{false, true} {
		got := names(t, func(ctx context.Context, p table.Page) ([]samples.ToShip, string, error) {
			return samples.Fulfilment(ctx, w.table, w.product.SellerID, samples.Parcels{CampaignID: w.campaign.ID, Newest: newest}, p)
		}, func(p samples.ToShip) string { return p.Sample.ID })
		if newest {
			slices.Reverse(got)
		}
		if !slices.Equal(got, want) {
			t.Errorf("newest %t: %v, want %v", newest, got, want)
		}
	}
	_, cursor, err := samples.Fulfilment(t.Context(), w.table, w.product.SellerID, samples.Parcels{CampaignID: w.campaign.ID}, table.Page{Limit: 1})
	if err != nil || cursor == "" {
		t.Fatalf("%q, %v", cursor, err)
	}
	if _, _, err := samples.Fulfilment(t.Context(), w.table, w.product.SellerID, samples.Parcels{}, table.Page{Limit: 1, Cursor: cursor}); !errors.Is(err, table.ErrCursor) {
		t.Errorf("the cursor of a campaign is one of all of them: %v", err)
	}
}
