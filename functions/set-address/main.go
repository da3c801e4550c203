// Command set-address edits the caller's address for one agency or for all (features E4, E6, E7). Orders placed keep the
// address they were placed with.
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
	to := address.Normalize(address.Address(r.Address))
	owner, err := creators.OwnerOfAddress(ctx, c.Table, c.Caller.ID, r.AgencyID)
	if err != nil {
		return none, err
	}
	addressID := id.New(ctx, id.Address)
	answer := contract.CreatorAddressOf(addressID, r.AgencyID, to)
	if r.Scope == address.AllAgencies {
		return api.Commit(ctx, c, answer, forAll(c, owner.Profile, addressID, to))
	}
	change, err := forAgency(c, owner.Authorization, addressID, to)
	if err != nil {
		return none, err
	}
	return api.Commit(ctx, c, answer, change)
}

func forAll(c *call, before address.Profile, addressID string, to address.Address) table.Change {
	after := address.SetForAll(before, c.Caller.ID, addressID, to.Destination())
	e := event.Changed(before, after, address.EventChanged, c.Caller.Party(), c.Now)
	return creators.AddressSetForAll(before, after, to, e)
}

func forAgency(c *call, before authorization.Authorization, addressID string, to address.Address) (table.Change, error) {
	if before.Version == 0 {
		return table.Change{}, authorization.ErrNotFound
	}
	after, err := authorization.Readdress(before, addressID, to.Destination())
	if err != nil {
		return table.Change{}, err
	}
	e := event.Changed(before, after, authorization.EventReaddress, c.Caller.Party(), c.Now)
	return creators.AddressSetForAgency(before, after, to, e), nil
}
