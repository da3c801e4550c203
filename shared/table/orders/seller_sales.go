package orders

import (
	"context"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
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
const salesPage = (table.BatchSize - 3) / 2

// SalesOfSeller lists one page of a seller's products in a campaign that were ever live, closed ones included, by age.
// GSI1, PK = SELLER#id#REGISTRATIONS, SK begins with the campaign; products and sums come up to date in a second round
// trip. It answers campaign.ErrNotFound where the seller never registered a product. For get-performance.
func SalesOfSeller(ctx context.Context, t *table.Table, sellerID, campaignID string, p table.Page) (SellerSales, string, error) {
	p.Limit = min(p.Limit, salesPage)
	all := keys.RegistrationOfSeller(sellerID, campaignID, "")
	entries, cursor, err := t.Page(ctx, table.Query{Index: "GSI1", Partition: all.PK, Prefix: all.SK}, p)
	if err != nil {
		return SellerSales{}, "", err
	}
	counts, total := keys.Tally(campaignID, sellerID), keys.Sales(campaignID, sellerID)
	wanted := []keys.Key{keys.Campaign(campaignID), counts, total}
	for _, entry := range entries {
		wanted = append(wanted, table.KeyOf(entry), keys.Sales(campaignID, keys.RegistrationIn(table.KeyOf(entry))))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return SellerSales{}, "", err
	}
	var out SellerSales
	n, known, err := table.As[campaigns.Tally](items, counts)
	if err != nil {
		return SellerSales{}, "", err
	}
	if !known {
		return SellerSales{}, "", campaign.ErrNotFound
	}
	out.Counts = n.Counts()
	if out.Campaign, err = campaigns.From(items, "", campaignID); err != nil {
		return SellerSales{}, "", err
	}
	if out.Total, _, err = table.As[Sales](items, total); err != nil {
		return SellerSales{}, "", err
	}
	for _, entry := range entries {
		r, err := campaigns.RegistrationFrom(items, campaignID, keys.RegistrationIn(table.KeyOf(entry)))
		if err != nil {
			return SellerSales{}, "", err
		}
		if !r.Status.Live() && r.Status != registration.StatusClosed {
			continue
		}
		sold, _, err := table.As[Sales](items, keys.Sales(campaignID, r.ID))
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
const ordersPage = table.BatchSize - 1

// OfSeller lists one page of the orders of a seller's products in a campaign, oldest first. GSI1, PK =
// SELLER#id#ORDERS#campaign; the orders come up to date in a second round trip. It answers campaign.ErrNotFound where
// the seller never registered a product. For export-orders.
func OfSeller(ctx context.Context, t *table.Table, sellerID, campaignID string, p table.Page) ([]SellerOrder, string, error) {
	p.Limit = min(p.Limit, ordersPage)
	entries, cursor, err := t.Page(ctx, table.Query{Index: "GSI1", Partition: keys.OrdersPartition(sellerID, campaignID)}, p)
	if err != nil {
		return nil, "", err
	}
	counts := keys.Tally(campaignID, sellerID)
	wanted := []keys.Key{counts}
	for _, entry := range entries {
		wanted = append(wanted, table.KeyOf(entry))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	if items[counts] == nil {
		return nil, "", campaign.ErrNotFound
	}
	out := make([]SellerOrder, 0, len(entries))
	for _, key := range wanted[1:] {
		order, ok, err := table.As[SellerOrder](items, key)
		if err != nil {
			return nil, "", err
		}
		if ok {
			out = append(out, order)
		}
	}
	return out, cursor, nil
}
