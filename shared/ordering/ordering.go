// Package ordering places the order of a sample: one transaction, with the request for the creator's authorization in it
// where the sample is to wait for that (features F3, F9). It is what a single order and a row of an upload have in common.
package ordering

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/sample"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
)

// Place orders a sample on given facts. It answers the first of sample.Facts.Blocks, also where it comes to stand in the way
// only now, and table.ErrChanged where the facts are not true any more: the caller, package api, then reads them anew.
func Place[Request any](ctx context.Context, call *api.Call[Request], o contract.OrderSampleRequest, facts sample.Facts) (contract.AgencySample, error) {
	if o.AwaitAuthorization && facts.Authorization.Status != authorization.Authorized {
		facts.AwaitAuthorization = true
		return reserve(ctx, call, o.Variant, facts)
	}
	s, err := sample.Order(id.New(ctx, id.Sample), o.Variant, facts, call.Now)
	if err != nil {
		return contract.AgencySample{}, err
	}
	e := event.First(s, sample.EventOrdered, call.Caller.Party(), call.Now)
	return api.Create(ctx, call, contract.AgencySampleOf(s), samples.Ordered(s, e, facts.Policy))
}

// reserve orders a sample that waits for its creator's answer: to the request that is pending, or to a new one.
func reserve[Request any](ctx context.Context, call *api.Call[Request], variant string, facts sample.Facts) (contract.AgencySample, error) {
	before := facts.Authorization.At(call.Now)
	if before.Status != authorization.Pending {
		asked, err := authorization.Request(before, authorization.Authorization{
			RequestID: id.New(ctx, id.Authorization), AgencyID: call.Caller.ID, AgencyName: facts.Campaign.AgencyName,
			CreatorID: facts.Creator.ID, CampaignID: facts.Campaign.ID,
		}, facts.Policy, call.Now)
		if err != nil {
			return contract.AgencySample{}, err
		}
		facts.Authorization = asked
	}
	s, err := sample.Reserve(id.New(ctx, id.Sample), variant, facts, call.Now)
	if err != nil {
		return contract.AgencySample{}, err
	}
	e := event.First(s, sample.EventReserved, call.Caller.Party(), call.Now)
	if before.Status == authorization.Pending {
		return api.Create(ctx, call, contract.AgencySampleOf(s), samples.Reserved(s, before, e, facts.Policy))
	}
	asked := authorization.Requested(before, facts.Authorization, call.Caller.Party(), call.Now)
	return api.Create(ctx, call, contract.AgencySampleOf(s), creators.AuthorizationRequested(before, facts.Authorization, asked).And(samples.Ordered(s, e, facts.Policy)))
}
