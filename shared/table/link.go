package table

import (
	"context"
	"maps"
	"slices"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/campaign"
	"samplepath/shared/productlist"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
)

// link is where a link code leads: to a product, or to a product list, whose rates it repeats so that what is behind it
// can be read in two round trips. Both are written in the same transaction.
type link struct {
	CampaignID     string         `json:"campaignId"`
	RegistrationID string         `json:"registrationId,omitempty"`
	ProductID      string         `json:"productId,omitempty"`
	ListID         string         `json:"listId,omitempty"`
	ListName       string         `json:"listName,omitempty"`
	Rates          map[string]int `json:"rates,omitempty"`
}

func linkTo(r registration.Registration) link {
	return link{CampaignID: r.CampaignID, RegistrationID: r.ID, ProductID: r.ProductID}
}

func linkToList(l productlist.List) link {
	return link{CampaignID: l.CampaignID, ListID: l.ID, ListName: l.Name, Rates: l.Rates}
}

// products are the registrations behind the link, oldest first.
func (l link) products() []string {
	if l.ListID == "" {
		return []string{l.RegistrationID}
	}
	return slices.Sorted(maps.Keys(l.Rates))
}

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
func (t *Table) OpenLink(ctx context.Context, code, creatorID string) (Opened, error) {
	items, err := t.read(ctx, linkKey(code))
	if err != nil {
		return Opened{}, err
	}
	to, ok, err := as[link](items, linkKey(code))
	if err != nil {
		return Opened{}, err
	}
	if !ok {
		return Opened{}, showcase.ErrLinkNotFound
	}
	keys := []Key{campaignKey(to.CampaignID)}
	for _, registrationID := range to.products() {
		keys = append(keys, registrationKey(to.CampaignID, registrationID))
	}
	out := Opened{ListID: to.ListID, ListName: to.ListName}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) {
		items, err = t.read(ctx, keys...)
		return err
	})
	group.Go(func() (err error) {
		out.Showcase, err = t.entries(ctx, creatorID, to.ProductID)
		return err
	})
	if err := group.Wait(); err != nil {
		return Opened{}, err
	}
	return out, out.fill(to, items)
}

// fill adds the campaign and the products that were read.
func (o *Opened) fill(to link, items found) (err error) {
	if o.Campaign, err = campaignFrom(items, "", to.CampaignID); err != nil {
		return showcase.ErrLinkNotFound
	}
	for _, registrationID := range to.products() {
		r, err := registrationFrom(items, to.CampaignID, registrationID)
		if err != nil {
			return showcase.ErrLinkNotFound
		}
		if rate, ok := to.Rates[registrationID]; ok {
			r.CreatorRate = &rate
		}
		o.Products = append(o.Products, r)
	}
	return nil
}
