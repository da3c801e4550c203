package table

import (
	"context"
	"time"

	"samplepath/shared/campaign"
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

// AffiliateOrders lists one page of a creator's orders in all campaigns, newest first. GSI2, PK = CREATOR#id#ORDERS; the
// orders and their campaigns come up to date in a second round trip. For list-affiliate-orders.
func (t *Table) AffiliateOrders(ctx context.Context, creatorID string, p Page) ([]AffiliateOrder, string, error) {
	entries, cursor, err := t.page(ctx, query{index: "GSI2", partition: creatorOrders(creatorID), newest: true}, p)
	if err != nil {
		return nil, "", err
	}
	var keys []Key
	for _, entry := range entries {
		keys = append(keys, keyOf(entry), Key{keyOf(entry).PK, campaignKey("").SK})
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	out := make([]AffiliateOrder, 0, len(entries))
	for _, entry := range entries {
		order, ok, err := as[AffiliateOrder](items, keyOf(entry))
		if err != nil {
			return nil, "", err
		}
		if !ok {
			continue
		}
		if order.Campaign, _, err = as[campaign.Campaign](items, Key{keyOf(entry).PK, campaignKey("").SK}); err != nil {
			return nil, "", err
		}
		out = append(out, order)
	}
	return out, cursor, nil
}
