package samples

import (
	"context"
	"fmt"

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

// Fulfilment lists one page of a seller's samples to ship, oldest first, or newest first, with their addresses, campaigns and
// products. GSI2, PK = SELLER#id#PARCELS#ready_to_ship; the index carries the keys of all of them, so that they come in a second round trip. Of
// one campaign, a page may be short before the last one (table.Table.PageWhere). For list-fulfilment.
func Fulfilment(ctx context.Context, t *table.Table, sellerID string, w Parcels, p table.Page) ([]ToShip, string, error) {
	entries, cursor, err := w.page(ctx, t, sellerID, []sample.ParcelStatus{sample.ParcelReadyToShip}, p)
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
