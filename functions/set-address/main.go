// Command set-address is the Lambda function of that action (features E4, E6, E7).
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
	"samplepath/shared/table/creators"
)

type call = api.Call[contract.SetAddressRequest]

func main() { api.Start(contract.SetAddress, handle) }

func handle(ctx context.Context, c *call) (contract.CreatorAddress, error) {
	none, r := contract.CreatorAddress{}, c.Request
	to := address.Normalize(r.Address)
	owner, err := creators.OwnerOfAddress(ctx, c.Table, c.Caller.ID, r.AgencyID)
	if err != nil {
		return none, err
	}
	answer := contract.CreatorAddress{AddressID: id.New(ctx, id.Address), AgencyID: r.AgencyID, Address: to}
	if r.Scope == address.AllAgencies {
		return api.Commit(ctx, c, answer, forAll(c, owner.Profile, answer))
	}
	change, err := forAgency(c, owner.Authorization, answer)
	if err != nil {
		return none, err
	}
	return api.Commit(ctx, c, answer, change)
}

func forAll(c *call, before address.Profile, answer contract.CreatorAddress) table.Change {
	after := address.SetForAll(before, c.Caller.ID, answer.AddressID, answer.Address.Destination())
	e := event.Changed(before, after, address.EventChanged, c.Caller.Party(), c.Now)
	return creators.AddressSetForAll(before, after, answer.Address, e)
}

func forAgency(c *call, before authorization.Authorization, answer contract.CreatorAddress) (table.Change, error) {
	if before.Version == 0 {
		return table.Change{}, authorization.ErrNotFound
	}
	after, err := authorization.Readdress(before, answer.AddressID, answer.Address.Destination())
	if err != nil {
		return table.Change{}, err
	}
	e := event.Changed(before, after, authorization.EventReaddress, c.Caller.Party(), c.Now)
	return creators.AddressSetForAgency(before, after, answer.Address, e.With("requestId", after.RequestID)), nil
}
