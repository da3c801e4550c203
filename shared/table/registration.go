package table

import (
	"context"
	"errors"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/registration"
)

func registrationLayout(r registration.Registration) (Key, indexed) {
	return registrationKey(r.CampaignID, r.ID), indexed{
		GSI1: registrationOfSeller(r.SellerID, r.CampaignID, r.ID),
		GSI2: registrationOnTab(r.CampaignID, string(r.Status.Tab()), r.SellerID, r.ID),
	}
}

// ProductRegistered stores a new registration, which takes the product. It is refused as takeProduct says.
func ProductRegistered(r registration.Registration, e event.Event) Change {
	c := made(r, e, registrationLayout, always(ErrChanged))
	c.takeProduct(r)
	c.count(r, "")
	return c
}

// RegistrationChanged stores a change of a registration, and moves it in the counters of its tabs. One that is rejected or
// closed gives the product free, and one that is registered again takes it, or is refused as retakeProduct says. Its own
// counters, which orders move, stay as they are.
func RegistrationChanged(before, after registration.Registration, e event.Event) Change {
	c := moved(before, after, e, registrationLayout)
	if after.Status != before.Status {
		c.count(after, before.Status)
		c.moveProduct(before, after, e)
	}
	return c
}

// AllocationSet stores what a seller gives. It is refused with registration.ErrBelowOrdered where orders that ran
// meanwhile took more than that. A stock that is given stands, whatever orders took of the one before.
func AllocationSet(before, after registration.Registration, stockGiven bool, e event.Event) Change {
	if stockGiven {
		before.Stock = unknownStock
	}
	c := RegistrationChanged(before, after, e)
	c.narrow("samplesOrdered <= :given", attributes{":given": number(after.Samples)}, func(there attributes) error {
		r, err := decode[registration.Registration](there)
		if err != nil {
			return err
		}
		if err := r.CheckAllocation(after.Samples); err != nil {
			return err
		}
		return ErrChanged
	})
	return c
}

// unknownStock differs from every stock there is, so that a stock is written even where it is the one that was read.
const unknownStock = -1

// CommissionSet stores a registration whose creator commission was set, with its link if that is new.
func CommissionSet(before, after registration.Registration, e event.Event) Change {
	c := RegistrationChanged(before, after, e)
	if before.LinkCode == "" {
		create(&c, linkTo(after), func(link) (Key, indexed) { return linkKey(after.LinkCode), indexed{} }, always(ErrChanged))
	}
	return c
}

// Registration reads a product of an agency's campaign, up to date.
func (t *Table) Registration(ctx context.Context, agencyID, campaignID, registrationID string) (registration.Registration, error) {
	items, err := t.read(ctx, registrationKey(campaignID, registrationID))
	if err != nil {
		return registration.Registration{}, err
	}
	r, err := registrationFrom(items, campaignID, registrationID)
	if err == nil && r.AgencyID != agencyID {
		err = registration.ErrNotFound
	}
	return r, err
}

func registrationFrom(items found, campaignID, registrationID string) (registration.Registration, error) {
	r, ok, err := as[registration.Registration](items, registrationKey(campaignID, registrationID))
	if err == nil && !ok {
		err = registration.ErrNotFound
	}
	return r, err
}

// CampaignAndRegistrations reads an agency's campaign with some of its products, in the order asked, in one round trip.
// A product that is not there is nil.
func (t *Table) CampaignAndRegistrations(ctx context.Context, agencyID, campaignID string, registrationIDs []string) (campaign.Campaign, []*registration.Registration, error) {
	keys := []Key{campaignKey(campaignID)}
	for _, registrationID := range registrationIDs {
		keys = append(keys, registrationKey(campaignID, registrationID))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return campaign.Campaign{}, nil, err
	}
	c, err := campaignFrom(items, agencyID, campaignID)
	if err != nil {
		return campaign.Campaign{}, nil, err
	}
	products := make([]*registration.Registration, len(registrationIDs))
	for i, registrationID := range registrationIDs {
		if r, ok, err := as[registration.Registration](items, registrationKey(campaignID, registrationID)); err != nil {
			return campaign.Campaign{}, nil, err
		} else if ok {
			products[i] = &r
		}
	}
	return c, products, nil
}

// OfferedProduct reads a seller's product with its campaign, up to date, in one round trip. It answers
// registration.ErrNotFound for another seller's. For what a seller changes.
func (t *Table) OfferedProduct(ctx context.Context, sellerID, campaignID, registrationID string) (campaign.Campaign, registration.Registration, error) {
	items, err := t.read(ctx, campaignKey(campaignID), registrationKey(campaignID, registrationID))
	if err != nil {
		return campaign.Campaign{}, registration.Registration{}, err
	}
	r, err := registrationFrom(items, campaignID, registrationID)
	if err == nil && r.SellerID != sellerID {
		err = registration.ErrNotFound
	}
	if err != nil {
		return campaign.Campaign{}, registration.Registration{}, err
	}
	c, err := campaignFrom(items, "", campaignID)
	return c, r, err
}

// ReviewedProduct is OfferedProduct for the agency. For what the agency changes.
func (t *Table) ReviewedProduct(ctx context.Context, agencyID, campaignID, registrationID string) (campaign.Campaign, registration.Registration, error) {
	c, products, err := t.CampaignAndRegistrations(ctx, agencyID, campaignID, []string{registrationID})
	if err == nil && products[0] == nil || errors.Is(err, campaign.ErrNotFound) {
		err = registration.ErrNotFound
	}
	if err != nil {
		return campaign.Campaign{}, registration.Registration{}, err
	}
	return c, *products[0], nil
}

// Registrations lists one page of a campaign's products by age. Table, PK = CAMPAIGN#id, SK begins with REG#. For
// export-links.
func (t *Table) Registrations(ctx context.Context, campaignID string, p Page) ([]registration.Registration, string, error) {
	items, cursor, err := t.page(ctx, query{partition: campaignKey(campaignID).PK, prefix: "REG#"}, p)
	if err != nil {
		return nil, "", err
	}
	out, err := decodeAll[registration.Registration](items)
	return out, cursor, err
}
