// Command accept-authorization is the Lambda function of that action (features E3, E7).
package main

import (
	"context"

	"samplepath/shared/address"
	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/table"
)

func main() { api.Start(contract.AcceptAuthorization, handle) }

func handle(ctx context.Context, call *api.Call[contract.AcceptAuthorizationRequest]) (authorization.Authorization, error) {
	none := authorization.Authorization{}
	to := address.Normalize(call.Request.Address)
	before, err := call.Table.Authorization(ctx, call.Request.AgencyID, call.Caller.ID)
	if err != nil {
		return none, err
	}
	after, err := authorization.Accept(before, id.New(ctx, id.Address), to.Destination(), call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, authorization.EventAccepted, call.Caller.Party(), call.Now)
	return api.Commit(ctx, call, after, table.AuthorizationAccepted(before, after, to, e.With("requestId", after.RequestID)))
}
