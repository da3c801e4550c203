package table

import (
	"context"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/productlist"
	"samplepath/shared/registration"
)

func productListLayout(l productlist.List) (Key, indexed) {
	return productListKey(l.CampaignID, l.ID), indexed{}
}

// ProductListCreated stores a new list with its link, and counts it. It is refused with productlist.ErrTooMany when the
// campaign has as many as it may have.
func ProductListCreated(l productlist.List, e event.Event) Change {
	c := made(l, e, productListLayout, always(ErrChanged))
	create(&c, linkToList(l), func(link) (Key, indexed) { return linkKey(l.LinkCode), indexed{} }, always(ErrChanged))
	c.update(productListsKey(l.CampaignID), "ADD productLists :one", "attribute_not_exists(productLists) OR productLists < :max", nil,
		attributes{":one": number(1), ":max": number(productlist.MaxLists)}, always(productlist.ErrTooMany))
	return c
}

// ProductListChanged stores an edit of a list; its link shows it at once.
func ProductListChanged(before, after productlist.List, e event.Event) Change {
	c := moved(before, after, e, productListLayout)
	item, err := encode(linkToList(after))
	if err != nil {
		c.err = err
		return c
	}
	c.put(place(item, linkKey(after.LinkCode), indexed{}), "", nil, always(ErrChanged))
	return c
}

// ProductListDeleted removes a list and its link, and makes room for another.
func ProductListDeleted(before productlist.List, e event.Event) Change {
	var c Change
	c.update(productListsKey(before.CampaignID), "ADD productLists :less", "productLists > :none", nil,
		attributes{":less": number(-1), ":none": number(0)}, always(ErrChanged))
	c.remove(linkKey(before.LinkCode), "attribute_exists(PK)", nil, nil, always(productlist.ErrNotFound))
	key, _ := productListLayout(before)
	c.record(key, e)
	c.remove(key, "#version = :was", map[string]string{"#version": "version"}, attributes{":was": number(before.Version)}, changedOr(productlist.ErrNotFound))
	return c
}

// changedOr answers a failed condition on an item's version: the item changed, or is gone.
func changedOr(gone error) func(attributes) error {
	return func(there attributes) error {
		if len(there) == 0 {
			return gone
		}
		return ErrChanged
	}
}

// ProductListAndProducts reads a list of an agency's campaign with the campaign and some of its products, in the order
// asked, in one round trip. A product that is not there is nil. For update-product-list.
func (t *Table) ProductListAndProducts(ctx context.Context, agencyID, campaignID, listID string, registrationIDs []string) (campaign.Campaign, productlist.List, []*registration.Registration, error) {
	also := []Key{campaignKey(campaignID)}
	for _, registrationID := range registrationIDs {
		also = append(also, registrationKey(campaignID, registrationID))
	}
	l, items, err := t.productList(ctx, agencyID, campaignID, listID, also...)
	if err != nil {
		return campaign.Campaign{}, l, nil, err
	}
	c, err := campaignFrom(items, agencyID, campaignID)
	if err != nil {
		return c, l, nil, err
	}
	products := make([]*registration.Registration, len(registrationIDs))
	for i, registrationID := range registrationIDs {
		if r, ok, err := as[registration.Registration](items, registrationKey(campaignID, registrationID)); err != nil {
			return c, l, nil, err
		} else if ok {
			products[i] = &r
		}
	}
	return c, l, products, nil
}

// productList reads a list of an agency, and other items with it.
func (t *Table) productList(ctx context.Context, agencyID, campaignID, listID string, also ...Key) (productlist.List, found, error) {
	at := productListKey(campaignID, listID)
	items, err := t.read(ctx, append(also, at)...)
	if err != nil {
		return productlist.List{}, nil, err
	}
	l, ok, err := as[productlist.List](items, at)
	if err != nil {
		return productlist.List{}, nil, err
	}
	if !ok || l.AgencyID != agencyID {
		return productlist.List{}, nil, productlist.ErrNotFound
	}
	return l, items, nil
}

// ProductList reads a list of an agency's campaign with its products, in the list's order, in two round trips, up to
// date. For get-product-list.
func (t *Table) ProductList(ctx context.Context, agencyID, campaignID, listID string) (productlist.List, []registration.Registration, error) {
	l, _, err := t.productList(ctx, agencyID, campaignID, listID)
	if err != nil {
		return l, nil, err
	}
	var keys []Key
	for _, registrationID := range l.RegistrationIDs() {
		keys = append(keys, registrationKey(campaignID, registrationID))
	}
	items, err := t.read(ctx, keys...)
	if err != nil {
		return l, nil, err
	}
	products := make([]registration.Registration, 0, len(keys))
	for _, registrationID := range l.RegistrationIDs() {
		r, err := registrationFrom(items, campaignID, registrationID)
		if err != nil {
			return l, nil, err
		}
		products = append(products, r)
	}
	return l, products, nil
}

// ProductLists lists one page of a campaign's product lists, newest first. Table, PK = CAMPAIGN#id, SK begins with LIST#,
// up to date; then the campaign. It answers not found for another agency's campaign. For list-product-lists.
func (t *Table) ProductLists(ctx context.Context, agencyID, campaignID string, p Page) ([]productlist.List, string, error) {
	items, cursor, err := t.page(ctx, query{partition: campaignKey(campaignID).PK, prefix: "LIST#", newest: true}, p)
	if err != nil {
		return nil, "", err
	}
	if _, err := t.Campaign(ctx, agencyID, campaignID); err != nil {
		return nil, "", err
	}
	lists, err := decodeAll[productlist.List](items)
	return lists, cursor, err
}
