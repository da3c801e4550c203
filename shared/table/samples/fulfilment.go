package samples

import (
	"context"
	"fmt"
	"strings"

	"samplepath/shared/address"
	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// ToShip is a sample to ship with its recipient. Recipient is personal data for the seller alone.
type ToShip struct {
	Sample    sample.Sample
	Beside    Beside
	Recipient address.Address
}

// Parcels says which parcels of a seller are listed, and in which order.
type Parcels struct {
	CampaignID string // empty: of all campaigns
	Newest     bool   // by the order of the sample, the other way round
}

// page reads one page of entries of a seller's parcels. Those of one campaign are chosen among all by their keys.
func (w Parcels) page(ctx context.Context, t *table.Table, partitions []string, p table.Page) ([]table.Item, string, error) {
	var queries []table.Query
	for _, partition := range partitions {
		queries = append(queries, table.Query{Index: "GSI2", Partition: partition, Newest: w.Newest, Bound: w.CampaignID})
	}
	if w.CampaignID == "" {
		return t.PageAcross(ctx, queries, p)
	}
	return t.PageWhere(ctx, queries, p, func(entry table.Item) bool { return id.Owner(productOf(entry)) == w.CampaignID })
}

// productOf is the registration of a parcel's product, by its entry: see keys.QueueEntry.
func productOf(entry table.Item) string {
	_, registrationID, _ := strings.Cut(table.TextOf(entry, "GSI2SK"), "#")
	return registrationID
}

// Fulfilment lists one page of a seller's samples to ship, oldest first, or newest first, with their addresses, campaigns and
// products. GSI2, PK = SELLER#id#TO_SHIP; the index carries the keys of all of them, so that they come in a second round trip. Of
// one campaign, a page may be short before the last one (table.Table.PageWhere). For list-fulfilment.
func Fulfilment(ctx context.Context, t *table.Table, sellerID string, w Parcels, p table.Page) ([]ToShip, string, error) {
	entries, cursor, err := w.page(ctx, t, []string{keys.QueuePartition(sellerID)}, p)
	if err != nil {
		return nil, "", err
	}
	var wanted []keys.Key
	for _, entry := range entries {
		registrationID := productOf(entry)
		wanted = append(wanted, table.KeyOf(entry), keys.Address(table.TextOf(entry, "creatorId"), table.TextOf(entry, "addressId")))
		wanted = append(wanted, besideKeys(id.Owner(registrationID), registrationID)...)
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	out := make([]ToShip, 0, len(entries))
	for _, entry := range entries {
		s, ok, err := table.As[sample.Sample](items, table.KeyOf(entry))
		if err != nil {
			return nil, "", err
		}
		if !ok || s.Status != sample.StatusReadyToShip { // an index lags behind a dispatch
			continue
		}
		to, _, err := table.As[address.Address](items, keys.Address(s.CreatorID, s.AddressID))
		if err != nil {
			return nil, "", err
		}
		beside, err := besideFrom(items, s)
		if err != nil {
			return nil, "", err
		}
		out = append(out, ToShip{s, beside, to})
	}
	return out, cursor, nil
}

// CountToShip counts a seller's samples to ship, up to MostCounted. GSI2, PK = SELLER#id#TO_SHIP: keys alone. For list-fulfilment.
func CountToShip(ctx context.Context, t *table.Table, sellerID string) (int, error) {
	return t.Count(ctx, table.Query{Index: "GSI2", Partition: keys.QueuePartition(sellerID), Limit: MostCounted}, "")
}

// ForPackingSlip reads a sample of a seller's that is to be shipped or under way, and then where it goes. To anybody else it
// does not exist; for one that is neither it answers sample.ErrMove, and the sample. For get-packing-slip.
func ForPackingSlip(ctx context.Context, t *table.Table, sellerID, sampleID string) (ToShip, error) {
	s, err := GetOf(ctx, t, sellerID, sampleID)
	if err != nil {
		return ToShip{}, err
	}
	if s.Status != sample.StatusReadyToShip && s.Status != sample.StatusShipped {
		return ToShip{Sample: s}, sample.ErrMove.With("status", s.Status)
	}
	key := keys.Address(s.CreatorID, s.AddressID)
	items, err := t.Read(ctx, key)
	if err != nil {
		return ToShip{}, err
	}
	to, ok, err := table.As[address.Address](items, key)
	if err == nil && !ok {
		err = fmt.Errorf("sample %s has no address", s.ID)
	}
	return ToShip{Sample: s, Recipient: to}, err
}
