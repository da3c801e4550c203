// Command list-authorizations lists the requests of agencies, with their details (feature E3).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
)

func main() { api.Start(contract.ListAuthorizations, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListAuthorizationsRequest]) (contract.Page[contract.CreatorAuthorization], error) {
	list, cursor, err := creators.Authorizations(ctx, call.Table, call.Caller.ID, call.Request.Sort == contract.Oldest, call.Page(call.Request.Paging))
	return api.PageOfViews(list, cursor, contract.CreatorAuthorizationOf), err
}
