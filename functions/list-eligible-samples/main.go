// Command list-eligible-samples lists a campaign's approved products with what a creator can be sent of each (feature F2).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.ListEligibleSamples, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListEligibleSamplesRequest]) (contract.Page[contract.EligibleSample], error) {
	r := call.Request
	products, cursor, err := samples.EligibleProducts(ctx, call.Table, call.Caller.ID, r.CampaignID, r.CreatorID, call.Now, call.Page(r.Paging))
	if err != nil {
		return contract.Page[contract.EligibleSample]{}, err
	}
	var out []contract.EligibleSample
	for _, product := range products {
		out = append(out, show(product))
	}
	return api.PageOf(out, cursor), nil
}

func show(e samples.Eligible) contract.EligibleSample {
	r := e.Registration
	out := contract.EligibleSample{
		RegistrationID: r.ID, ProductID: r.ProductID, ProductName: r.ProductName, ImageURL: r.ImageURL, Price: (*contract.Money)(r.Price),
		Category: r.Category, SellerID: r.SellerID, SellerName: r.SellerName, Available: r.Available(), SampledAs: e.SampleID,
	}
	if err := r.CheckAvailable(); err != nil {
		out.Reason = fault.Code(err)
		if out.Reason == registration.ErrExhausted.Code {
			out.SellerContact = &contract.SellerContact{Email: r.Email, WhatsApp: r.WhatsApp}
		}
	}
	return out
}
