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
	parcel, err := samples.ForPackingSlip(ctx, call.Table, call.Caller.ID, call.Request.SampleID)
	if err != nil {
		return contract.Document{}, contract.RefuseSeller(err, parcel.Sample)
	}
	pdf, err := slip.Draw(parcel.Sample, parcel.Recipient, call.Now)
	if err != nil {
		return contract.Document{}, err
	}
	return contract.Document{Name: "packing-slip-" + parcel.Sample.ID + ".pdf", Data: pdf}, nil
}
