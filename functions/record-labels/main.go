// Command record-labels records up to 100 shipping labels, as JSON or CSV; an answer for each (features H2, H9). The same upload
// again changes nothing.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/shipping"
	"samplepath/shared/table/samples"
)

type call = api.Call[contract.RecordLabelsRequest]

func main() { api.Start(contract.RecordLabels, handle) }

func handle(ctx context.Context, c *call) (contract.Rows[contract.SellerSample], error) {
	labels := c.Request.Labels
	return api.Rows(ctx, c, api.Bulk[contract.RecordLabelsRequest, samples.LabelFacts, contract.SellerSample]{
		Rows: len(labels),
		// Samples in one parcel are counted on it.
		Shares: func(i int) []string {
			return []string{labels[i].SampleID, sample.Tracking(labels[i].Carrier, labels[i].TrackingNumber)}
		},
		Read: func(ctx context.Context, rows []int) ([]samples.LabelFacts, error) {
			var wanted []samples.NewLabel
			for _, l := range api.Pick(labels, rows) {
				wanted = append(wanted, samples.NewLabel{SampleID: l.SampleID, Carrier: l.Carrier, Number: l.TrackingNumber})
			}
			return samples.ToLabel(ctx, c.Table, c.Caller.ID, wanted...)
		},
		Decide: record,
	})
}

func record(ctx context.Context, c *call, i int, f samples.LabelFacts) (contract.SellerSample, error) {
	none := contract.SellerSample{}
	if f.Err != nil {
		return none, f.Err
	}
	after, change, err := shipping.Label(ctx, c.Table, f, c.Request.Labels[i].Shipment(), c.Caller.Party(), c.Now)
	switch {
	case err != nil:
		return none, contract.RefuseSeller(err, f.Sample)
	case after.Version == f.Sample.Version: // the very same label
		return contract.SellerSampleOf(after), nil
	}
	return api.Commit(ctx, c, contract.SellerSampleOf(after), change)
}
