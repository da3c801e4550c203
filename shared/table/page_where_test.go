package table_test

import (
	"context"
	"errors"
	"fmt"
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

// A page looks at so many entries and no more, whatever is wanted of them; and goes on behind them, across partitions.
func TestAPageLooksAtSoManyEntries(t *testing.T) {
	w := newWorld(t, 1, 0)
	entry := func(partition, n int) table.Item {
		return table.Item{table.PK: table.Text(fmt.Sprintf("THING#%d", partition)), table.SK: table.Text(fmt.Sprintf("%04d", n))}
	}
	var queries []table.Query
	for partition := range 2 {
		queries = append(queries, table.Query{Partition: fmt.Sprintf("THING#%d", partition)})
		for n := range table.Looked/2 + 30 {
			var c table.Change
			c.Put(entry(partition, n), "", nil, table.Always(table.ErrChanged))
			w.commit(c)
		}
	}
	last := table.KeyOf(entry(1, table.Looked/2+29))
	looked, pages, found := 0, 0, 0
	for cursor := ""; pages == 0 || cursor != ""; pages++ {
		var err error
		var items []table.Item
		items, cursor, err = w.table.PageWhere(t.Context(), queries, table.Page{Limit: 5, Cursor: cursor}, func(item table.Item) bool {
			looked++
			return table.KeyOf(item) == last
		})
		if err != nil {
			t.Fatal(err)
		}
		if found += len(items); looked > (pages+1)*table.Looked {
			t.Fatalf("page %d looked at %d entries in all", pages, looked)
		}
	}
	if found != 1 || looked != table.Looked+60 || pages != 2 {
		t.Errorf("found %d, looked at %d entries in %d pages", found, looked, pages)
	}
}
