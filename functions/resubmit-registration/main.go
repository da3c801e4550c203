// Command resubmit-registration registers a rejected product again with another rate or other samples, while registration is
// open (feature C3).
package main

import (
	"context"

	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

func main() { api.Start(contract.ResubmitRegistration, handle) }

func handle(ctx context.Context, call *api.Call[contract.ResubmitRegistrationRequest]) (contract.SellerRegistration, error) {
	r, none := call.Request, contract.SellerRegistration{}
	campaign, before, err := campaigns.OfferedProduct(ctx, call.Table, call.Caller.ID, r.RegistrationID)
	if err != nil {
		return none, err
	}
	if err := campaign.CheckRegistrable(call.Caller.Shop(), call.Now); err != nil {
		return none, err
	}
	after, err := registration.Resubmit(campaign, before, registration.Offer{
		TotalRate: r.TotalRate, Samples: r.Samples, Stock: r.Stock, UnitCost: (*registration.Money)(r.UnitCost), Email: r.Email, WhatsApp: r.WhatsApp,
		ImageURL: r.ImageURL, Price: (*registration.Money)(r.Price), Category: r.Category,
	}, call.Now)
	if err != nil {
		return none, err
	}
	e := event.Changed(before, after, registration.EventResubmitted, call.Caller.Party(), call.Now)
	answer := contract.SellerRegistrationOf(after.WithoutContact(), campaign, call.Now)
	return api.Commit(ctx, call, answer, campaigns.RegistrationChanged(before, after, e))
}
