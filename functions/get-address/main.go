// Command get-address reads the caller's own address: where samples of an agency, or of all agencies, go (feature E4).
package main

import (
	"context"

	"samplepath/shared/address"
	"samplepath/shared/api"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/table/creators"
)

func main() { api.Start(contract.GetAddress, handle) }

func handle(ctx context.Context, call *api.Call[contract.GetAddressRequest]) (contract.CreatorAddress, error) {
	none, agencyID := contract.CreatorAddress{}, call.Request.AgencyID
	owner, err := creators.OwnerOfAddress(ctx, call.Table, call.Caller.ID, agencyID)
	if err != nil {
		return none, err
	}
	addressID := owner.Profile.AddressID
	switch {
	case agencyID != "" && owner.Authorization.Version == 0:
		return none, authorization.ErrNotFound
	case agencyID != "":
		addressID = owner.Effective().AddressID
	}
	if addressID == "" {
		return none, address.ErrNotFound
	}
	a, err := creators.Address(ctx, call.Table, call.Caller.ID, addressID)
	return contract.CreatorAddressOf(addressID, agencyID, a), err
}
