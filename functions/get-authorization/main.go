// Command get-authorization reads how an agency and a creator stand: each names the other (features E1, E3, K2).
package main

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/creators"
)

func main() { api.Start(contract.GetAuthorization, handle) }

func handle(ctx context.Context, call *api.Call[contract.GetAuthorizationRequest]) (any, error) {
	caller := call.Caller
	agencyID, creatorID := caller.ID, call.Request.PartyID
	if caller.Kind == actor.Creator {
		agencyID, creatorID = creatorID, agencyID
	}
	owner, err := creators.OwnerOfAddress(ctx, call.Table, creatorID, agencyID)
	switch {
	case err != nil:
		return nil, err
	case owner.Authorization.Version == 0:
		return nil, authorization.ErrNotFound
	case caller.Kind == actor.Creator:
		holds, err := campaigns.HoldingPolicy(ctx, call.Table, agencyID, owner.Authorization.CampaignID)
		return contract.CreatorAuthorizationDetail{
			View: caller.Kind, CreatorAuthorization: contract.CreatorAuthorizationOf(owner.Effective()),
			PolicyVersion: holds.Version, Policy: contract.SamplePolicySettings(holds.Settings),
		}, err
	}
	return contract.AgencyAuthorizationDetail{View: caller.Kind, AgencyAuthorization: contract.AgencyAuthorizationOf(owner.Effective())}, nil
}
