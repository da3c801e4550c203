package orders

import (
	"context"

	"samplepath/shared/campaign"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
)

// SalesOfProduct reads an agency's product with its campaign, which its id names, and what was sold of it, up to date, in one round
// trip. It answers registration.ErrNotFound for another agency's. For get-registration.
func SalesOfProduct(ctx context.Context, t *table.Table, agencyID, registrationID string) (campaign.Campaign, ProductSales, error) {
	var out ProductSales
	campaignID := id.Owner(registrationID)
	sums := keys.Sales(campaignID, registrationID)
	items, err := t.Read(ctx, keys.Campaign(campaignID), keys.Registration(campaignID, registrationID), sums)
	if err != nil {
		return campaign.Campaign{}, out, err
	}
	if out.Product, err = campaigns.RegistrationFrom(items, campaignID, registrationID); err == nil && out.Product.AgencyID != agencyID {
		err = registration.ErrNotFound
	}
	if err != nil {
		return campaign.Campaign{}, out, err
	}
	if out.Sales, _, err = table.As[Sales](items, sums); err != nil {
		return campaign.Campaign{}, out, err
	}
	c, err := campaigns.From(items, agencyID, campaignID)
	return c, out, err
}
