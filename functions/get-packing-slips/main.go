// Command get-packing-slips draws the packing slips of up to 50 samples to ship as one PDF, a page for each; all of them or none
// (feature H1). Its answer holds personal data: the recipients' names and addresses, for the seller who ships.
package main

import (
	"context"
	"errors"
	"fmt"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/slip"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.GetPackingSlips, handle) }

func handle(ctx context.Context, call *api.Call[contract.PackingSlipsRequest]) (contract.Document, error) {
	parcels, refused, err := samples.ForPackingSlips(ctx, call.Table, call.Caller.ID, call.Request.SampleIDs...)
	if err == nil {
		err = fieldByField(refused)
	}
	if err != nil {
		return contract.Document{}, err
	}
	var pages []slip.Parcel
	for _, p := range parcels {
		pages = append(pages, slip.Parcel{Sample: p.Sample, To: p.Recipient})
	}
	pdf, err := slip.Draw(call.Now, pages...)
	if err != nil {
		return contract.Document{}, err
	}
	return contract.Document{Name: "packing-slips.pdf", Data: pdf}, nil
}

// fieldByField says of each id that has no slip why, with the code that get-packing-slip has.
func fieldByField(refused []error) error {
	var fields fault.Fields
	for i, err := range refused {
		why, known := errors.AsType[*fault.Error](err)
		switch {
		case err == nil:
		case known:
			fields = append(fields, fault.Field{Field: fmt.Sprintf("sampleId[%d]", i), Code: why.Code, Message: why.Message()})
		default:
			return err
		}
	}
	return fields.Err()
}
