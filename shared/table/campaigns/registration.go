package campaigns

import (
	"context"
	"errors"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

func registrationLayout(r registration.Registration) (keys.Key, table.Places) {
	return keys.Registration(r.CampaignID, r.ID), table.Places{
		GSI1: keys.RegistrationOfSeller(r.SellerID, r.CampaignID, r.ID),
		GSI2: keys.RegistrationOnTab(r.CampaignID, string(r.Status.Tab()), r.SellerID, r.ID),
	}
}

// ProductRegistered stores a new registration, which takes the product. It is refused with registration.ErrBlocked, ErrExists
// or ErrTaken.
func ProductRegistered(r registration.Registration, e event.Event) table.Change {
	c := table.Made(r, e, registrationLayout, table.Always(table.ErrChanged))
	takeProduct(&c, r)
	count(&c, r, "")
	return c
}

// RegistrationChanged stores a change of a registration, and moves it in the counters of its tabs. One that is rejected or
// closed gives the product free. One that is registered again takes it, or is refused with registration.ErrTaken or
// ErrExists. Its own counters, which orders move, stay as they are.
func RegistrationChanged(before, after registration.Registration, e event.Event) table.Change {
	c := table.Moved(before, after, e, registrationLayout)
	if after.Status != before.Status {
		count(&c, after, before.Status)
		moveProduct(&c, before, after, e)
	}
	return c
}

// AllocationSet stores what a seller gives. It is refused with registration.ErrBelowOrdered where orders that ran
// meanwhile took more than that. A stock that is given stands, whatever orders took of the one before.
func AllocationSet(before, after registration.Registration, stockGiven bool, e event.Event) table.Change {
	if stockGiven {
		before.Stock = unknownStock
	}
	c := RegistrationChanged(before, after, e)
	c.Narrow("samplesOrdered <= :given", table.Item{":given": table.Number(after.Samples)}, func(there table.Item) error {
		r, err := table.Decode[registration.Registration](there)
		if err != nil {
			return err
		}
		if err := r.CheckAllocation(after.Samples); err != nil {
			return err
		}
		return table.ErrChanged
	})
	return c
}

// unknownStock differs from every stock there is, so that a stock is written even where it is the one that was read.
const unknownStock = -1

// CommissionSet stores a registration whose creator commission was set, with its link if that is new.
func CommissionSet(before, after registration.Registration, e event.Event) table.Change {
	c := RegistrationChanged(before, after, e)
	if before.LinkCode == "" {
		table.Create(&c, linkTo(after), func(Link) (keys.Key, table.Places) { return keys.Link(after.LinkCode), table.Places{} }, table.Always(table.ErrChanged))
	}
	return c
}

// Registration reads a product of an agency's campaign, up to date.
func Registration(ctx context.Context, t *table.Table, agencyID, campaignID, registrationID string) (registration.Registration, error) {
	items, err := t.Read(ctx, keys.Registration(campaignID, registrationID))
	if err != nil {
		return registration.Registration{}, err
	}
	r, err := RegistrationFrom(items, campaignID, registrationID)
	if err == nil && r.AgencyID != agencyID {
		err = registration.ErrNotFound
	}
	return r, err
}

// RegistrationFrom is a registration among items that were read.
func RegistrationFrom(items table.Found, campaignID, registrationID string) (registration.Registration, error) {
	r, ok, err := table.As[registration.Registration](items, keys.Registration(campaignID, registrationID))
	if err == nil && !ok {
		err = registration.ErrNotFound
	}
	return r, err
}

// WithRegistrations reads an agency's campaign with some of its products, in the order asked, in one round trip.
// A product that is not there is nil.
func WithRegistrations(ctx context.Context, t *table.Table, agencyID, campaignID string, registrationIDs []string) (campaign.Campaign, []*registration.Registration, error) {
	wanted := []keys.Key{keys.Campaign(campaignID)}
	for _, registrationID := range registrationIDs {
		wanted = append(wanted, keys.Registration(campaignID, registrationID))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return campaign.Campaign{}, nil, err
	}
	c, err := From(items, agencyID, campaignID)
	if err != nil {
		return campaign.Campaign{}, nil, err
	}
	products := make([]*registration.Registration, len(registrationIDs))
	for i, registrationID := range registrationIDs {
		if r, ok, err := table.As[registration.Registration](items, keys.Registration(campaignID, registrationID)); err != nil {
			return campaign.Campaign{}, nil, err
		} else if ok {
			products[i] = &r
		}
	}
	return c, products, nil
}

// OfferedProduct reads a seller's product with its campaign, which its id names, up to date, in one round trip. It answers
// registration.ErrNotFound for another seller's. For get-registration and what a seller changes.
func OfferedProduct(ctx context.Context, t *table.Table, sellerID, registrationID string) (campaign.Campaign, registration.Registration, error) {
	campaignID := id.Owner(registrationID)
	items, err := t.Read(ctx, keys.Campaign(campaignID), keys.Registration(campaignID, registrationID))
	if err != nil {
		return campaign.Campaign{}, registration.Registration{}, err
	}
	r, err := RegistrationFrom(items, campaignID, registrationID)
	if err == nil && r.SellerID != sellerID {
		err = registration.ErrNotFound
	}
	if err != nil {
		return campaign.Campaign{}, registration.Registration{}, err
	}
	c, err := From(items, "", campaignID)
	return c, r, err
}

// ReviewedProduct is OfferedProduct for the agency. For get-registration and what the agency changes.
func ReviewedProduct(ctx context.Context, t *table.Table, agencyID, registrationID string) (campaign.Campaign, registration.Registration, error) {
	c, products, err := WithRegistrations(ctx, t, agencyID, id.Owner(registrationID), []string{registrationID})
	if err == nil && products[0] == nil || errors.Is(err, campaign.ErrNotFound) {
		err = registration.ErrNotFound
	}
	if err != nil {
		return campaign.Campaign{}, registration.Registration{}, err
	}
	return c, *products[0], nil
}

// Reviewed is a product with its campaign, on which an answer of the agency rests; there may be no such product.
type Reviewed struct {
	Campaign campaign.Campaign
	Product  *registration.Registration
}

// ReviewedProducts reads some products of an agency's campaign, in the order asked, up to date in one round trip. For
// review-registrations and review-closures.
func ReviewedProducts(ctx context.Context, t *table.Table, agencyID, campaignID string, ids []string) ([]Reviewed, error) {
	c, products, err := WithRegistrations(ctx, t, agencyID, campaignID, ids)
	out := make([]Reviewed, 0, len(products))
	for _, product := range products {
		out = append(out, Reviewed{c, product})
	}
	return out, err
}

// Registrations lists one page of a campaign's products by age. Table, PK = CAMPAIGN#id, SK begins with REG#. For
// export-links.
func Registrations(ctx context.Context, t *table.Table, campaignID string, p table.Page) ([]registration.Registration, string, error) {
	items, cursor, err := t.Page(ctx, table.Query{Partition: keys.Campaign(campaignID).PK, Prefix: "REG#"}, p)
	if err != nil {
		return nil, "", err
	}
	out, err := table.DecodeAll[registration.Registration](items)
	return out, cursor, err
}
