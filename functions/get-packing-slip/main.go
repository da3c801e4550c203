// Command get-packing-slip draws the packing slip of a sample to ship as a PDF: recipient, contents, and a Code 128 barcode
// of its id (feature H1). Its answer holds personal data: the recipient's name and address, for the seller who ships.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/slip"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.GetPackingSlip, handle) }

func handle(ctx context.Context, call *api.Call[contract.PackingSlipRequest]) (contract.Document, error) {
	parcels, refused, err := samples.ForPackingSlips(ctx, call.Table, call.Caller.ID, call.Request.SampleID)
	if err != nil {
		return contract.Document{}, err
	}
	parcel := parcels[0]
	if refused[0] != nil {
		return contract.Document{}, contract.RefuseSeller(refused[0], parcel.Sample)
	}
	pdf, err := slip.Draw(call.Now, slip.Parcel{Sample: parcel.Sample, To: parcel.Recipient})
	if err != nil {
		return contract.Document{}, err
	}
	return contract.Document{Name: "packing-slip-" + parcel.Sample.ID + ".pdf", Data: pdf}, nil
}
