// Command accept-authorization accepts an agency's request with a shipping address, or with the one that is kept for all
// agencies, and agrees to the sample policy (features E3, E7, K2).
package main

import (
	"context"

	"samplepath/shared/address"
	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/table/creators"
)

func main() { api.Start(contract.AcceptAuthorization, handle) }

func handle(ctx context.Context, call *api.Call[contract.AcceptAuthorizationRequest]) (contract.CreatorAuthorization, error) {
	none, r := contract.CreatorAuthorization{}, call.Request
	owner, ofAgency, err := creators.ForAnswer(ctx, call.Table, call.Caller.ID, r.AgencyID)
	if err != nil {
		return none, err
	}
	before := owner.Authorization
	if before.Version == 0 {
		return none, authorization.ErrNotFound
	}
	if r.Address == nil {
		after, err := owner.Profile.Accept(before, r.AgreedPolicyVersion, call.Now)
		if err != nil {
			return none, err
		}
		return api.Commit(ctx, call, contract.CreatorAuthorizationOf(after), creators.AgreedTo(after, ofAgency).And(creators.AuthorizationChanged(before, after, accepted(call, before, after))))
	}
	to := address.Normalize(address.Address(*r.Address))
	after, err := authorization.Accept(before, id.New(ctx, id.Address), to.Destination(), r.AgreedPolicyVersion, call.Now)
	if err != nil {
		return none, err
	}
	return api.Commit(ctx, call, contract.CreatorAuthorizationOf(after), creators.AgreedTo(after, ofAgency).And(creators.AuthorizationAccepted(before, after, to, accepted(call, before, after))))
}

func accepted(call *api.Call[contract.AcceptAuthorizationRequest], before, after authorization.Authorization) event.Event {
	return event.Changed(before, after, authorization.EventAccepted, call.Caller.Party(), call.Now)
}
