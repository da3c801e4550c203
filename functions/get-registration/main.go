// Command get-registration reads a product in a campaign by its id (features C3, C5, C6).
package main

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.GetRegistration, handle) }

func handle(ctx context.Context, call *api.Call[contract.RegistrationRequest]) (any, error) {
	caller, registrationID := call.Caller, call.Request.RegistrationID
	if caller.Kind == actor.Seller {
		campaign, r, err := campaigns.OfferedProduct(ctx, call.Table, caller.ID, registrationID)
		return contract.SellerRegistrationDetail{View: caller.Kind, SellerRegistration: contract.SellerRegistrationOf(r, campaign, call.Now)}, err
	}
	campaign, r, err := campaigns.ReviewedProduct(ctx, call.Table, caller.ID, registrationID)
	return contract.AgencyRegistrationDetail{View: caller.Kind, AgencyRegistration: contract.AgencyRegistrationOf(r, campaign, call.Now)}, err
}
