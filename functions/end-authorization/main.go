// Command end-authorization takes an authorization back (feature E3). Samples that are ordered go on; new orders are
// refused.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table/creators"
)

func main() { api.Start(contract.EndAuthorization, handle) }

func handle(ctx context.Context, call *api.Call[contract.AuthorizationRequest]) (contract.CreatorAuthorization, error) {
	none := contract.CreatorAuthorization{}
	before, err := creators.Authorization(ctx, call.Table, call.Request.AgencyID, call.Caller.ID)
	if err != nil {
		return none, err
	}
	after, err := authorization.End(before, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, authorization.EventEnded, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.CreatorAuthorizationOf(after), creators.AuthorizationChanged(before, after, e))
}
