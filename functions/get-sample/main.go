// Command get-sample reads a sample with its attempts, exceptions and the carrier's events (features H4, H7, O1). A seller
// sees nothing of the creator.
package main

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
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
	history, err := sample.HistoryOf(events)
	if err != nil {
		return nil, err
	}
	beside, owner, err := samples.Around(ctx, call.Table, s)
	if err != nil {
		return nil, err
	}
	names := contract.SampleSurroundingsOf(beside.Campaign, beside.Registration)
	logistics := api.Each(sample.Logistics(events), contract.LogisticsOf)
	switch kind := call.Caller.Kind; kind {
	case actor.Seller:
		return contract.SellerSampleDetail{
			View: kind, SellerSample: contract.SellerSampleOf(s), SampleSurroundings: names, Logistics: logistics,
			Attempts: api.Each(history.Attempts, contract.SellerAttemptOf), Exceptions: api.Each(history.Exceptions, contract.SellerObstacleOf),
		}, nil
	case actor.Creator:
		return contract.CreatorSampleDetail{
			View: kind, CreatorSample: contract.CreatorSampleOf(s), SampleSurroundings: names, Logistics: logistics,
			Attempts: api.Each(history.Attempts, contract.CreatorAttemptOf), Exceptions: api.Each(history.Exceptions, contract.SampleObstacleOf),
		}, nil
	default:
		return contract.AgencySampleDetail{
			View: kind, AgencySample: contract.AgencySampleOf(s), SampleSurroundings: names, Logistics: logistics,
			Attempts: api.Each(history.Attempts, contract.AgencyAttemptOf), Exceptions: api.Each(history.Exceptions, contract.SampleObstacleOf),
			ExecutionArn: lifecycle.ExecutionOf(s), Authorized: contract.AuthorizedAddressOf(owner.Effective()),
		}, nil
	}
}
