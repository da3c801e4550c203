package orders

import (
	"context"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// AffiliateOrder is an order that came of a creator's promotion, with the campaign that it comes from (feature D6). The
// item holds the total commission, too; a creator never reads that (feature D1), so it has no field here. Amounts are
// minor units.
type AffiliateOrder struct {
	OrderID           string            `json:"orderId"`
	RegistrationID    string            `json:"registrationId"`
	ProductID         string            `json:"productId"`
	ProductName       string            `json:"productName"`
	OrderedAt         time.Time         `json:"orderedAt"`
	Quantity          int               `json:"quantity"`
	Amount            int64             `json:"amount"`
	CreatorCommission int64             `json:"creatorCommission"`
	Currency          string            `json:"currency"`
	Campaign          campaign.Campaign `json:"-"`
}

// OfCreator lists one page of a creator's orders in all campaigns, newest first. GSI2, PK = CREATOR#id#ORDERS; the
// orders and their campaigns come up to date in a second round trip. For list-affiliate-orders.
func OfCreator(ctx context.Context, t *table.Table, creatorID string, p table.Page) ([]AffiliateOrder, string, error) {
	entries, cursor, err := t.Page(ctx, table.Query{Index: "GSI2", Partition: keys.CreatorOrders(creatorID), Newest: true}, p)
	if err != nil {
		return nil, "", err
	}
	var wanted []keys.Key
	for _, entry := range entries {
		wanted = append(wanted, table.KeyOf(entry), keys.Key{PK: table.KeyOf(entry).PK, SK: keys.Campaign("").SK})
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	out := make([]AffiliateOrder, 0, len(entries))
	for _, entry := range entries {
		order, ok, err := table.As[AffiliateOrder](items, table.KeyOf(entry))
		if err != nil {
			return nil, "", err
		}
		if !ok {
			continue
		}
		if order.Campaign, _, err = table.As[campaign.Campaign](items, keys.Key{PK: table.KeyOf(entry).PK, SK: keys.Campaign("").SK}); err != nil {
			return nil, "", err
		}
		out = append(out, order)
	}
	return out, cursor, nil
}
