package table_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/orders"
	"samplepath/shared/table/tabletest"
)

// sell places an order of a product, some hours after the start, for $20.00 each and $6.00 of commission.
func (w *world) sell(r registration.Registration, orderID string, hours, quantity int) {
	w.Helper()
	w.commit(tabletest.OrderPlaced(r.CampaignID, tabletest.PlacedOrder{
		SellerOrder: orders.SellerOrder{
			OrderID: orderID, RegistrationID: r.ID, ProductID: r.ProductID, ProductName: r.ProductName,
			OrderedAt: start.Add(time.Duration(hours) * time.Hour), Quantity: quantity,
			Amount: int64(quantity) * 2000, Commission: int64(quantity) * 600, Currency: "USD",
		},
		SellerID: r.SellerID, CreatorID: "crt_secret",
	}))
}

// Feature C11: what each product sold, closed ones included, and all together; nothing of other sellers and campaigns.
func TestPerformanceOfASellersProducts(t *testing.T) {
	w := newWorld(t, 10, 0)
	var want []string
	for i, status := range []registration.Status{
		registration.StatusPending, registration.StatusApproved, registration.StatusRejected, registration.StatusPendingClosed, registration.StatusClosed,
	} {
		r := w.to(w.offer(w.campaign.ID, "sel_a", fmt.Sprint(i)), status)
		if status == registration.StatusPending || status == registration.StatusRejected {
			continue
		}
		for n := range i {
			w.sell(r, fmt.Sprintf("%d-%d", i, n), n, 2)
		}
		want = append(want, fmt.Sprintf("%s %s %d orders %d units %d %d USD", r.ID, status, i, 2*i, 4000*i, 1200*i))
	}
	slices.Sort(want)
	w.sell(w.product, "another's", 0, 5)
	w.sell(w.to(w.offer("cmp_other", "sel_a", "1"), registration.StatusApproved), "elsewhere", 0, 5)
	got := names(t, func(ctx context.Context, p table.Page) ([]orders.ProductSales, string, error) {
		sales, cursor, err := orders.SalesOfSeller(ctx, w.table, "sel_a", w.campaign.ID, p)
		if total := (orders.Sales{Orders: 8, Quantity: 16, Amount: 32000, Commission: 9600, Currency: "USD"}); err == nil && (sales.Total != total || sales.Counts.EverLive() != 3) {
			t.Errorf("total %+v of %d products", sales.Total, sales.Counts.EverLive())
		}
		return sales.Products, cursor, err
	}, func(p orders.ProductSales) string {
		s := p.Sales
		return fmt.Sprintf("%s %s %d orders %d units %d %d %s", p.Product.ID, p.Product.Status, s.Orders, s.Quantity, s.Amount, s.Commission, s.Currency)
	})
	if !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	for _, who := range []string{"sel_nobody", w.campaign.AgencyID} {
		if _, _, err := orders.SalesOfSeller(t.Context(), w.table, who, w.campaign.ID, table.Page{Limit: 1}); !errors.Is(err, campaign.ErrNotFound) {
			t.Errorf("%s: %v", who, err)
		}
	}
}

// Feature C11: a seller's orders in a campaign by time, without their creators.
func TestOrdersOfASeller(t *testing.T) {
	w := newWorld(t, 10, 0)
	mine := w.offer(w.campaign.ID, "sel_a", "1")
	for _, hours := range []int{3, 1, 4, 0, 2} {
		w.sell(mine, fmt.Sprint("order ", hours), hours, hours+1)
		w.sell(w.product, fmt.Sprint("another's ", hours), hours, 1)
	}
	w.sell(w.offer("cmp_other", "sel_a", "1"), "elsewhere", 0, 1)
	got := names(t, func(ctx context.Context, p table.Page) ([]orders.SellerOrder, string, error) {
		return orders.OfSeller(ctx, w.table, "sel_a", w.campaign.ID, p)
	}, show1)
	var want []string
	for hours := range 5 {
		want = append(want, show1(orders.SellerOrder{
			OrderID: fmt.Sprint("order ", hours), RegistrationID: mine.ID, ProductID: "1", ProductName: mine.ProductName,
			OrderedAt: start.Add(time.Duration(hours) * time.Hour), Quantity: hours + 1,
			Amount: int64(hours+1) * 2000, Commission: int64(hours+1) * 600, Currency: "USD",
		}))
	}
	if !slices.Equal(got, want) || strings.Contains(strings.Join(got, ""), "crt_") {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	if _, _, err := orders.OfSeller(t.Context(), w.table, "sel_nobody", w.campaign.ID, table.Page{Limit: 1}); !errors.Is(err, campaign.ErrNotFound) {
		t.Errorf("one who has nothing there: %v", err)
	}
}

func show1(o orders.SellerOrder) string { return show(o) }

// Budget: two round trips for a page of either.
func TestPerformanceCostsTwoRoundTrips(t *testing.T) {
	w := newWorld(t, 10, 0)
	for i := range 60 {
		r := w.to(w.offer(w.campaign.ID, "sel_a", fmt.Sprint(i)), registration.StatusApproved)
		w.sell(r, fmt.Sprint(2*i), i, 1)
		w.sell(r, fmt.Sprint(2*i+1), i, 1)
	}
	metered, counted := w.metered()
	before := counted.Counts()
	sales, next, err := orders.SalesOfSeller(t.Context(), metered, "sel_a", w.campaign.ID, table.Page{Limit: 100})
	if cost := counted.Counts().Since(before); err != nil || len(sales.Products) != 48 || next == "" || cost.RoundTrips > 2 {
		t.Errorf("%d products, %d round trips (%v), %v", len(sales.Products), cost.RoundTrips, cost.ByOperation, err)
	}
	before = counted.Counts()
	placed, next, err := orders.OfSeller(t.Context(), metered, "sel_a", w.campaign.ID, table.Page{Limit: 100})
	if cost := counted.Counts().Since(before); err != nil || len(placed) != 99 || next == "" || cost.RoundTrips > 2 {
		t.Errorf("%d orders, %d round trips (%v), %v", len(placed), cost.RoundTrips, cost.ByOperation, err)
	}
}
