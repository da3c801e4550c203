package table_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
)

// shipped takes a sample of the world's product, ordered some hours after the start, to a status of its parcel.
func (w *world) shipped(hours int, to sample.ParcelStatus, change func(*sample.Sample)) string {
	w.Helper()
	s := w.put(hours, sample.StatusReadyToShip, change)
	at := start.Add(48 * time.Hour)
	move := func(status sample.Status, kind event.Type) {
		next := s
		next.Status, next.Version = status, s.Version+1
		if status == sample.StatusDelivered {
			next.DeliveredAt = &at
		}
		w.commit(samples.Changed(s, next, changed(s, next, kind)))
		s = next
	}
	move(sample.StatusShipped, sample.EventShipped)
	switch to {
	case sample.ParcelException:
		move(sample.StatusDeliveryException, sample.EventException)
	case sample.ParcelDelivered:
		move(sample.StatusDelivered, sample.EventDelivered)
	case sample.ParcelClosed:
		move(sample.StatusLost, sample.EventLost)
	default:
	}
	return s.ID
}

// Features H1, H5: what a seller has shipped by the status of the parcels, each newest order first or oldest first, in pages of any
// size; of one campaign or of all, and nothing of another seller's or of what is still to ship.
func TestShipments(t *testing.T) {
	w := newWorld(t, 100, 0)
	elsewhere := w.otherProduct()
	mine := map[sample.ParcelStatus][]string{}
	var there []string
	for i, status := range slices.Repeat(sample.ShippedStatuses, 3) {
		mine[status] = append(mine[status], w.shipped(i, status, nil))
		w.shipped(i, status, func(s *sample.Sample) { s.SellerID = "sel_other" })
		there = append(there, w.shipped(i, status, func(s *sample.Sample) { s.RegistrationID, s.ProductID = elsewhere, fmt.Sprint(elsewhere, i) }))
	}
	w.put(1, sample.StatusReadyToShip, nil)
	of := func(status sample.ParcelStatus, wanted samples.Parcels) list[samples.Surrounded] {
		return func(ctx context.Context, p table.Page) ([]samples.Surrounded, string, error) {
			return samples.Shipments(ctx, w.table, w.product.SellerID, status, wanted, p)
		}
	}
	name := func(s samples.Surrounded) string { return s.Sample.ID }
	var all []string
	for _, status := range sample.ShippedStatuses {
		want := slices.Clone(mine[status])
		all = append(all, want...)
		for _, newest := range []bool{false, true} {
			if newest {
				slices.Reverse(want)
			}
			if got := names(t, of(status, samples.Parcels{CampaignID: w.campaign.ID, Newest: newest}), name); !slices.Equal(got, want) {
				t.Errorf("%s, newest %t: %v, want %v", status, newest, got, want)
			}
		}
	}
	slices.Sort(all) // ids are in the order of time
	if got := names(t, of("", samples.Parcels{CampaignID: w.campaign.ID}), name); !slices.Equal(got, all) {
		t.Errorf("all of the campaign: %v, want %v", got, all)
	}
	whole := names(t, of("", samples.Parcels{}), name)
	if want := append(all, there...); !slices.Equal(whole, slices.Sorted(slices.Values(want))) {
		t.Errorf("all: %v, want %v", whole, want)
	}
	counts, err := samples.CountParcels(t.Context(), w.table, w.product.SellerID)
	if err != nil || counts[sample.ParcelReadyToShip] != 1 || counts[sample.ParcelDelivered] != 6 || counts[sample.ParcelClosed] != 6 {
		t.Errorf("%v, %v", counts, err)
	}
}
