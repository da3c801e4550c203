package table

import (
	"context"
	"fmt"

	"samplepath/shared/address"
	"samplepath/shared/sample"
)

// Parcel is a sample to ship with its recipient. Recipient is personal data for the seller alone.
type Parcel struct {
	Sample    sample.Sample
	Recipient address.Address
}

// Fulfilment lists one page of a seller's samples to ship, oldest first, with their addresses. GSI2, PK =
// SELLER#id#TO_SHIP; the index carries the addresses' keys, so that both come in a second round trip. For
// list-fulfilment.
func (t *Table) Fulfilment(ctx context.Context, sellerID string, p Page) ([]Parcel, string, error) {
	entries, cursor, err := t.page(ctx, query{index: "GSI2", partition: queuePartition(sellerID)}, p)
	if err != nil {
		return nil, "", err
	}
	var keys []Key
	for _, entry := range entries {
		keys = append(keys, keyOf(entry), addressKey(textOf(entry, "creatorId"), textOf(entry, "addressId")))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return nil, "", err
	}
	out := make([]Parcel, 0, len(entries))
	for _, entry := range entries {
		s, ok, err := as[sample.Sample](items, keyOf(entry))
		if err != nil {
			return nil, "", err
		}
		if !ok || s.Status != sample.ReadyToShip { // an index lags behind a dispatch
			continue
		}
		to, _, err := as[address.Address](items, addressKey(s.CreatorID, s.AddressID))
		if err != nil {
			return nil, "", err
		}
		out = append(out, Parcel{s, to})
	}
	return out, cursor, nil
}

// ParcelOf reads a sample of a seller's that is to be shipped or under way, and then where it goes. To anybody else it
// does not exist; for one that is neither it answers sample.ErrMove, and the sample. For get-packing-slip.
func (t *Table) ParcelOf(ctx context.Context, sellerID, sampleID string) (Parcel, error) {
	s, err := t.SampleOf(ctx, sellerID, sampleID)
	if err != nil {
		return Parcel{}, err
	}
	if s.Status != sample.ReadyToShip && s.Status != sample.Shipped {
		return Parcel{Sample: s}, sample.ErrMove.With("status", s.Status)
	}
	key := addressKey(s.CreatorID, s.AddressID)
	items, err := t.read(ctx, key)
	if err != nil {
		return Parcel{}, err
	}
	to, ok, err := as[address.Address](items, key)
	if err == nil && !ok {
		err = fmt.Errorf("sample %s has no address", s.ID)
	}
	return Parcel{s, to}, err
}
