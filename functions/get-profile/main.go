// Command get-profile reads who the caller is: what the token says, and what is kept of the caller (features A4, E4).
package main

import (
	"context"
	"errors"
	"fmt"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/onboarding"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/onboardings"
)

func main() { api.Start(contract.GetProfile, handle) }

func handle(ctx context.Context, call *api.Call[contract.None]) (any, error) {
	who := call.Caller
	switch who.Kind {
	case actor.Agency:
		o, err := onboardings.Get(ctx, call.Table, who.ID)
		if errors.Is(err, onboarding.ErrNotFound) {
			o, err = onboarding.New(who.ID, who.Name), nil
		}
		return contract.AgencyProfileOf(who.ID, who.Name, who.Market, o), err
	case actor.Creator:
		owner, err := creators.OwnerOfAddress(ctx, call.Table, who.ID, "")
		return contract.CreatorProfile{
			View: who.Kind, ID: who.ID, Name: who.Name, Handle: who.Handle, Followers: who.Followers,
			AddressID: owner.Profile.AddressID, Destination: (*contract.Destination)(owner.Profile.Destination),
		}, err
	case actor.Seller:
		return contract.SellerProfile{View: who.Kind, ID: who.ID, Name: who.Name, ShopCode: who.ShopCode, Market: who.Market}, nil
	case actor.Operator:
		return contract.OperatorProfile{View: who.Kind, ID: who.ID, Name: who.Name}, nil
	default:
		return nil, fmt.Errorf("%s has no profile", who.Kind)
	}
}
