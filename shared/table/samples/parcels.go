package samples

import (
	"context"
	"strings"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// Parcels says which parcels of a seller are listed, and in which order.
type Parcels struct {
	CampaignID string // empty: of all campaigns
	Newest     bool   // by the order of the sample, the other way round
}

// page reads one page of entries of a seller's lists, side by side, as one. Those of one campaign are chosen among all by their keys.
func (w Parcels) page(ctx context.Context, t *table.Table, sellerID string, lists []sample.ParcelStatus, p table.Page) ([]table.Item, string, error) {
	m := table.Merge{Index: "GSI2", Newest: w.Newest, Bound: w.CampaignID, All: w.CampaignID == ""}
	for _, list := range lists {
		m.Partitions = append(m.Partitions, keys.ParcelsPartition(sellerID, string(list)))
	}
	return table.Merged(ctx, t, m, p, func(entry table.Item) (table.Item, bool, error) {
		return entry, w.CampaignID == "" || id.Owner(productOf(entry)) == w.CampaignID, nil
	})
}

// productOf is the registration of a parcel's product, by its entry: see keys.ParcelOfSeller.
func productOf(entry table.Item) string {
	_, registrationID, _ := strings.Cut(table.TextOf(entry, "GSI2SK"), "#")
	return registrationID
}

// Shipments lists one page of what a seller has shipped, by the order of the samples: of one status of the parcels (one of
// sample.ShippedStatuses), or of all. GSI2, PK = SELLER#id#PARCELS#status, one query for each status, side by side; the samples with
// their campaigns and products come in a second round trip. Of one campaign, a page may be short before the last one (table.Merged).
// For list-shipments.
func Shipments(ctx context.Context, t *table.Table, sellerID string, status sample.ParcelStatus, w Parcels, p table.Page) ([]Surrounded, string, error) {
	lists := sample.ShippedStatuses
	if status != "" {
		lists = []sample.ParcelStatus{status}
	}
	entries, cursor, err := w.page(ctx, t, sellerID, lists, p)
	if err != nil {
		return nil, "", err
	}
	var wanted []keys.Key
	for _, entry := range entries {
		registrationID := productOf(entry)
		wanted = append(wanted, parcelIn(entry))
		wanted = append(wanted, besideKeys(id.Owner(registrationID), registrationID)...)
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return nil, "", err
	}
	out := make([]Surrounded, 0, len(entries))
	for _, entry := range entries {
		s, ok, err := table.As[sample.Sample](items, parcelIn(entry))
		if err != nil {
			return nil, "", err
		}
		if !ok || parcelOf(s).PK != table.TextOf(entry, "GSI2PK") { // an index lags behind
			continue
		}
		beside, err := besideFrom(items, s)
		if err != nil {
			return nil, "", err
		}
		out = append(out, Surrounded{s, beside})
	}
	return out, cursor, nil
}

// parcelIn is the sample of an entry, which is its own or that of keys.Shipment.
func parcelIn(entry table.Item) keys.Key {
	return keys.Sample(strings.TrimPrefix(table.KeyOf(entry).PK, keys.Sample("").PK))
}

// CountParcels counts the samples on each list of a seller, up to MostCounted. GSI2, PK = SELLER#id#PARCELS#status: one query for each
// list, side by side, of keys alone. For list-fulfilment and list-shipments.
func CountParcels(ctx context.Context, t *table.Table, sellerID string) (map[sample.ParcelStatus]int, error) {
	lists := append([]sample.ParcelStatus{sample.ParcelReadyToShip}, sample.ShippedStatuses...)
	counts := make([]int, len(lists))
	group, ctx := errgroup.WithContext(ctx)
	for i, list := range lists {
		group.Go(func() (err error) {
			counts[i], err = t.Count(ctx, table.Query{Index: "GSI2", Partition: keys.ParcelsPartition(sellerID, string(list)), Limit: MostCounted}, "")
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := map[sample.ParcelStatus]int{}
	for i, list := range lists {
		out[list] = counts[i]
	}
	return out, nil
}
