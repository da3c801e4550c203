// Command get-sample is the Lambda function of that action (features H4, H7, O1).
package main

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.GetSample, handle) }

func handle(ctx context.Context, call *api.Call[contract.SampleRequest]) (any, error) {
	s, events, err := samples.WithEvents(ctx, call.Table, call.Request.SampleID)
	if err != nil {
		return nil, err
	}
	if err := s.CheckParty(call.Caller.ID); err != nil {
		return nil, err
	}
	logistics := api.Each(sample.Logistics(events), contract.LogisticsOf)
	switch kind := call.Caller.Kind; kind {
	case actor.Seller:
		return contract.SellerSampleDetail{View: kind, SellerSample: contract.SellerSampleOf(s), Logistics: logistics}, nil
	case actor.Creator:
		return contract.CreatorSampleDetail{View: kind, CreatorSample: contract.CreatorSampleOf(s), Logistics: logistics}, nil
	default:
		authorized, err := authorizedAddress(ctx, call.Table, s)
		return contract.AgencySampleDetail{
			View: kind, AgencySample: contract.AgencySampleOf(s), ExecutionArn: lifecycle.ExecutionOf(s), Logistics: logistics,
			Authorized: authorized,
		}, err
	}
}

// authorizedAddress is where the agency may send a sample again, beside the address that it has (feature H7).
func authorizedAddress(ctx context.Context, t *table.Table, s sample.Sample) (*contract.AuthorizedAddress, error) {
	if !s.AwaitsResolution() {
		return nil, nil
	}
	owner, err := creators.OwnerOfAddress(ctx, t, s.CreatorID, s.AgencyID)
	return contract.AuthorizedAddressOf(owner.Effective()), err
}
