package table

import (
	"context"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/registration"
)

// Sales sums up orders: of one product in a campaign, or of all of a seller's. Amounts are minor units of Currency,
// which is empty while there is no order. Commission is what the seller pays in total.
type Sales struct {
	Orders     int    `json:"orders"`
	Quantity   int    `json:"quantity"`
	Amount     int64  `json:"amount"`
	Commission int64  `json:"commission"`
	Currency   string `json:"currency"`
}

// ProductSales is a product with the sum of its orders.
type ProductSales struct {
	Product registration.Registration
	Sales   Sales
}

// SellerSales is one page of what a seller's products in a campaign sold, and the sum of them all.
type SellerSales struct {
	Campaign campaign.Campaign
	Products []ProductSales
	Counts   registration.Counts
	Total    Sales
}

// salesPage is how many products fit into one batch with their sums, the campaign and the seller's own counters.
const salesPage = (batchSize - 3) / 2

// SellerSales lists one page of a seller's products in a campaign that were ever live, closed ones included, by age.
// GSI1, PK = SELLER#id#REGISTRATIONS, SK begins with the campaign; products and sums come up to date in a second round
// trip. It answers campaign.ErrNotFound where the seller never registered a product. For get-performance.
func (t *Table) SellerSales(ctx context.Context, sellerID, campaignID string, p Page) (SellerSales, string, error) {
	p.Limit = min(p.Limit, salesPage)
	all := registrationOfSeller(sellerID, campaignID, "")
	entries, cursor, err := t.page(ctx, query{index: "GSI1", partition: all.PK, prefix: all.SK}, p)
	if err != nil {
		return SellerSales{}, "", err
	}
	counts, total := tallyKey(campaignID, sellerID), salesKey(campaignID, sellerID)
	keys := []Key{campaignKey(campaignID), counts, total}
	for _, entry := range entries {
		keys = append(keys, keyOf(entry), salesKey(campaignID, registrationIn(keyOf(entry))))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return SellerSales{}, "", err
	}
	var out SellerSales
	n, known, err := as[tally](items, counts)
	if err != nil {
		return SellerSales{}, "", err
	}
	if !known {
		return SellerSales{}, "", campaign.ErrNotFound
	}
	out.Counts = n.counts()
	if out.Campaign, err = campaignFrom(items, "", campaignID); err != nil {
		return SellerSales{}, "", err
	}
	if out.Total, _, err = as[Sales](items, total); err != nil {
		return SellerSales{}, "", err
	}
	for _, entry := range entries {
		r, err := registrationFrom(items, campaignID, registrationIn(keyOf(entry)))
		if err != nil {
			return SellerSales{}, "", err
		}
		if !r.Status.Live() && r.Status != registration.StatusClosed {
			continue
		}
		sold, _, err := as[Sales](items, salesKey(campaignID, r.ID))
		if err != nil {
			return SellerSales{}, "", err
		}
		out.Products = append(out.Products, ProductSales{r, sold})
	}
	return out, cursor, nil
}

// SellerOrder is an order of a seller's product. The item holds the creator, too; a seller never reads that (feature
// C11), so it has no field here. Amounts are minor units; Commission is what the seller pays in total.
type SellerOrder struct {
	OrderID        string    `json:"orderId"`
	RegistrationID string    `json:"registrationId"`
	ProductID      string    `json:"productId"`
	ProductName    string    `json:"productName"`
	OrderedAt      time.Time `json:"orderedAt"`
	Quantity       int       `json:"quantity"`
	Amount         int64     `json:"amount"`
	Commission     int64     `json:"commission"`
	Currency       string    `json:"currency"`
}

// ordersPage is how many orders fit into one batch with the seller's counters.
const ordersPage = batchSize - 1

// SellerOrders lists one page of the orders of a seller's products in a campaign, oldest first. GSI1, PK =
// SELLER#id#ORDERS#campaign; the orders come up to date in a second round trip. It answers campaign.ErrNotFound where
// the seller never registered a product. For export-orders.
func (t *Table) SellerOrders(ctx context.Context, sellerID, campaignID string, p Page) ([]SellerOrder, string, error) {
	p.Limit = min(p.Limit, ordersPage)
	entries, cursor, err := t.page(ctx, query{index: "GSI1", partition: ordersPartition(sellerID, campaignID)}, p)
	if err != nil {
		return nil, "", err
	}
	counts := tallyKey(campaignID, sellerID)
	keys := []Key{counts}
	for _, entry := range entries {
		keys = append(keys, keyOf(entry))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	if items[counts] == nil {
		return nil, "", campaign.ErrNotFound
	}
	out := make([]SellerOrder, 0, len(entries))
	for _, key := range keys[1:] {
		order, ok, err := as[SellerOrder](items, key)
		if err != nil {
			return nil, "", err
		}
		if ok {
			out = append(out, order)
		}
	}
	return out, cursor, nil
}
