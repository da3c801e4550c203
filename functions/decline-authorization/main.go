// Command decline-authorization declines an agency's request (feature E3). The agency may ask again.
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table/creators"
)

func main() { api.Start(contract.DeclineAuthorization, handle) }

func handle(ctx context.Context, call *api.Call[contract.AuthorizationRequest]) (contract.CreatorAuthorization, error) {
	none := contract.CreatorAuthorization{}
	before, err := creators.Authorization(ctx, call.Table, call.Request.AgencyID, call.Caller.ID)
	if err != nil {
		return none, err
	}
	after, err := authorization.Decline(before, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, authorization.EventDeclined, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, contract.CreatorAuthorizationOf(after), creators.AuthorizationChanged(before, after, e))
}
