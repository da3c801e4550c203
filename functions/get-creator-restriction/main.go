// Command get-creator-restriction reads whether the agency sends nothing to a creator it has to do with, since when and why
// (feature I8).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
)

func main() { api.Start(contract.GetCreatorRestriction, handle) }

func handle(ctx context.Context, call *api.Call[contract.CreatorRequest]) (contract.CreatorRestriction, error) {
	r, err := creators.Restriction(ctx, call.Table, call.Caller.ID, call.Request.CreatorID)
	return contract.CreatorRestrictionOf(r), err
}
