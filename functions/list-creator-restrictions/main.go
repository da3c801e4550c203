// Command list-creator-restrictions lists the creators to whom the agency sends nothing, or whose restriction it has lifted, each with
// since when and why (feature I8).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
)

func main() { api.Start(contract.ListCreatorRestrictions, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListCreatorRestrictionsRequest]) (contract.Page[contract.ListedRestriction], error) {
	r := call.Request
	list, cursor, err := creators.Restrictions(ctx, call.Table, call.Caller.ID, r.Status, r.Sort == contract.Oldest, call.Page(r.Paging))
	return api.PageOfViews(list, cursor, show), err
}

func show(r creators.Restricted) contract.ListedRestriction {
	return contract.ListedRestriction{
		CreatorRestriction: contract.CreatorRestrictionOf(r.Restriction), CreatorHandle: r.Creator.Handle, Followers: r.Creator.Followers,
	}
}
