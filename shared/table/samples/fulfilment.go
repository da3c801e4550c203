package samples

import (
	"context"
	"errors"
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
// one campaign, a page may be short before the last one (table.Merged). For list-fulfilment.
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

// ForPackingSlips reads samples of a seller's that are to be shipped or under way, in their order, and then where they go: two round
// trips. To anybody else a sample does not exist; for one that is neither the answer is sample.ErrMove, and the sample. The addresses
// are read only where all can be packed. For get-packing-slip and get-packing-slips.
func ForPackingSlips(ctx context.Context, t *table.Table, sellerID string, sampleIDs ...string) (parcels []ToShip, refused []error, err error) {
	asked, err := EachOf(ctx, t, sellerID, sampleIDs)
	if err != nil {
		return nil, nil, err
	}
	var wanted []keys.Key
	for _, one := range asked {
		if s := one.Sample; one.Err == nil && s.Status != sample.StatusReadyToShip && s.Status != sample.StatusShipped {
			one.Err = sample.ErrMove.With("status", s.Status)
		}
		parcels, refused = append(parcels, ToShip{Sample: one.Sample}), append(refused, one.Err)
		wanted = append(wanted, keys.Address(one.Sample.CreatorID, one.Sample.AddressID))
	}
	if errors.Join(refused...) != nil {
		return parcels, refused, nil
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, nil, err
	}
	for i := range parcels {
		to, ok, err := table.As[address.Address](items, wanted[i])
		if err == nil && !ok {
			err = fmt.Errorf("sample %s has no address", parcels[i].Sample.ID)
		}
		if err != nil {
			return nil, nil, err
		}
		parcels[i].Recipient = to
	}
	return parcels, refused, nil
}
