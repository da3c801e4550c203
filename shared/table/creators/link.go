package creators

import (
	"context"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/campaign"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
)

// Opened is what stands behind a link for one creator.
type Opened struct {
	Campaign campaign.Campaign
	ListID   string // empty for a product's own link
	ListName string
	Products []registration.Registration // at the rates of the link
	Showcase []showcase.Entry            // the creator's, of the same products at least
}

// OpenLink reads what is behind a link, and the creator's showcase, in two round trips, up to date. It answers
// showcase.ErrLinkNotFound for a code that leads nowhere. For open-link and add-to-showcase.
func OpenLink(ctx context.Context, t *table.Table, code, creatorID string) (Opened, error) {
	items, err := t.Read(ctx, keys.Link(code))
	if err != nil {
		return Opened{}, err
	}
	to, ok, err := table.As[campaigns.Link](items, keys.Link(code))
	if err != nil {
		return Opened{}, err
	}
	if !ok {
		return Opened{}, showcase.ErrLinkNotFound
	}
	wanted := []keys.Key{keys.Campaign(to.CampaignID)}
	for _, registrationID := range to.Products() {
		wanted = append(wanted, keys.Registration(to.CampaignID, registrationID))
	}
	out := Opened{ListID: to.ListID, ListName: to.ListName}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		items, err = t.Read(ctx, wanted...)
		return err
	})
	group.Go(func() (err error) {
		out.Showcase, err = showcaseEntries(ctx, t, creatorID, to.ProductID)
		return err
	})
	if err := group.Wait(); err != nil {
		return Opened{}, err
	}
	return out, out.fill(to, items)
}

// fill adds the campaign and the products that were read.
func (o *Opened) fill(to campaigns.Link, items table.Found) (err error) {
	if o.Campaign, err = campaigns.From(items, "", to.CampaignID); err != nil {
		return showcase.ErrLinkNotFound
	}
	for _, registrationID := range to.Products() {
		r, err := campaigns.RegistrationFrom(items, to.CampaignID, registrationID)
		if err != nil {
			return showcase.ErrLinkNotFound
		}
		if rate, ok := to.Rate(registrationID); ok {
			r.CreatorRate = &rate
		}
		o.Products = append(o.Products, r)
	}
	return nil
}
