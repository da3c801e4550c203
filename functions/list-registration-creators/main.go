// Command list-registration-creators lists the creators who have a product in their showcase, each with the authorization and with
// the sample of it that the agency ordered (features C6, E1).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/samples"
)

func main() { api.Start(contract.ListRegistrationCreators, handle) }

func handle(ctx context.Context, call *api.Call[contract.ListRegistrationCreatorsRequest]) (contract.Page[contract.RegistrationCreator], error) {
	r := call.Request
	holders, cursor, err := samples.Holders(ctx, call.Table, call.Caller.ID, r.RegistrationID, r.Sort == contract.Oldest, call.Page(r.Paging))
	return api.PageOfViews(holders, cursor, show), err
}

func show(h samples.Holder) contract.RegistrationCreator {
	return contract.RegistrationCreator{
		CreatorID: h.Creator.ID, Handle: h.Creator.Handle, Followers: h.Creator.Followers, AddedAt: h.Entry.AddedAt, CommissionRate: h.Entry.CreatorRate,
		CreatorAuthorizationStatus: contract.CreatorAuthorizationStatusOf(h.Authorization), SampleID: h.SampleID,
	}
}
