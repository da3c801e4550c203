// Command list-registrations lists a campaign's registrations on one tab, by seller and age, with the counts of all tabs
// (feature C5).
package main

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
	"samplepath/shared/table/campaigns"
)

type call = api.Call[contract.ListRegistrationsRequest]

func main() { api.Start(contract.ListRegistrations, handle) }

func handle(ctx context.Context, c *call) (any, error) {
	agencyID, sellerID := c.Caller.ID, c.Request.SellerID
	if c.Caller.Kind == actor.Seller {
		agencyID, sellerID = "", c.Caller.ID
	}
	newest := c.Request.Sort == contract.Newest
	if newest && sellerID == "" {
		var fields fault.Fields
		fields.Add("sort", "needs_seller")
		return nil, fields.Err()
	}
	tab, cursor, err := campaigns.RegistrationTab(ctx, c.Table, agencyID, c.Request.CampaignID, sellerID, c.Request.Status, newest, c.Now, c.Page(c.Request.Paging))
	if err == nil && !sees(c, tab) {
		err = campaign.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	counts := contract.RegistrationCounts(tab.Counts)
	if c.Caller.Kind == actor.Seller {
		return contract.SellerRegistrations{View: actor.Seller, Counts: counts, Page: api.PageOfViews(tab.Registrations, cursor, func(r registration.Registration) contract.SellerRegistration {
			return contract.SellerRegistrationOf(r, tab.Campaign, c.Now)
		})}, nil
	}
	return contract.AgencyRegistrations{View: actor.Agency, Counts: counts, Page: api.PageOfViews(tab.Registrations, cursor, func(r registration.Registration) contract.AgencyRegistration {
		return contract.AgencyRegistrationOf(r, tab.Campaign, c.Now)
	})}, nil
}

// sees reports whether the campaign is there for the caller: a seller sees those it registered in, and those it might.
func sees(c *call, tab campaigns.Tab) bool {
	return c.Caller.Kind == actor.Agency || tab.Known || tab.Campaign.Published && tab.Campaign.Admits(c.Caller.Shop())
}
