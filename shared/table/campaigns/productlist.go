package campaigns

import (
	"context"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/productlist"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

func productListLayout(l productlist.List) (keys.Key, table.Places) {
	return keys.ProductList(l.CampaignID, l.ID), table.Places{}
}

// ProductListCreated stores a new list with its link, and counts it. It is refused with productlist.ErrTooMany when the
// campaign has as many as it may have.
func ProductListCreated(l productlist.List, e event.Event) table.Change {
	c := table.Made(l, e, productListLayout, table.Always(table.ErrChanged))
	table.Create(&c, linkToList(l), func(Link) (keys.Key, table.Places) { return keys.Link(l.LinkCode), table.Places{} }, table.Always(table.ErrChanged))
	c.Update(keys.ProductLists(l.CampaignID), "ADD productLists :one", "attribute_not_exists(productLists) OR productLists < :max", nil,
		table.Item{":one": table.Number(1), ":max": table.Number(productlist.MaxLists)}, table.Always(productlist.ErrTooMany))
	return c
}

// ProductListChanged stores an edit of a list; its link shows it at once.
func ProductListChanged(before, after productlist.List, e event.Event) table.Change {
	c := table.Moved(before, after, e, productListLayout)
	item, err := table.Encode(linkToList(after))
	if err != nil {
		c.Fail(err)
		return c
	}
	c.Put(table.Place(item, keys.Link(after.LinkCode), table.Places{}), "", nil, table.Always(table.ErrChanged))
	return c
}

// ProductListDeleted removes a list and its link, and makes room for another.
func ProductListDeleted(before productlist.List, e event.Event) table.Change {
	var c table.Change
	c.Update(keys.ProductLists(before.CampaignID), "ADD productLists :less", "productLists > :none", nil,
		table.Item{":less": table.Number(-1), ":none": table.Number(0)}, table.Always(table.ErrChanged))
	c.Remove(keys.Link(before.LinkCode), "attribute_exists(PK)", nil, nil, table.Always(productlist.ErrNotFound))
	key, _ := productListLayout(before)
	c.Record(key, e)
	c.Remove(key, "#version = :was", map[string]string{"#version": "version"}, table.Item{":was": table.Number(before.Version)}, ChangedOr(productlist.ErrNotFound))
	return c
}

// ChangedOr answers a failed condition on an item's version: the item changed, or is gone.
func ChangedOr(gone error) func(table.Item) error {
	return func(there table.Item) error {
		if len(there) == 0 {
			return gone
		}
		return table.ErrChanged
	}
}

// ProductListAndProducts reads an agency's list with its campaign, which its id names, and some of that campaign's products,
// in the order asked, in one round trip. A product that is not there is nil. For update-product-list and
// delete-product-list.
func ProductListAndProducts(ctx context.Context, t *table.Table, agencyID, listID string, registrationIDs []string) (campaign.Campaign, productlist.List, []*registration.Registration, error) {
	campaignID := id.Owner(listID)
	also := []keys.Key{keys.Campaign(campaignID)}
	for _, registrationID := range registrationIDs {
		also = append(also, keys.Registration(campaignID, registrationID))
	}
	l, items, err := productList(ctx, t, agencyID, listID, also...)
	if err != nil {
		return campaign.Campaign{}, l, nil, err
	}
	c, err := From(items, agencyID, campaignID)
	if err != nil {
		return c, l, nil, err
	}
	products := make([]*registration.Registration, len(registrationIDs))
	for i, registrationID := range registrationIDs {
		if r, ok, err := table.As[registration.Registration](items, keys.Registration(campaignID, registrationID)); err != nil {
			return c, l, nil, err
		} else if ok {
			products[i] = &r
		}
	}
	return c, l, products, nil
}

// productList reads a list of an agency, and other items with it.
func productList(ctx context.Context, t *table.Table, agencyID, listID string, also ...keys.Key) (productlist.List, table.Found, error) {
	at := keys.ProductList(id.Owner(listID), listID)
	items, err := t.Read(ctx, append(also, at)...)
	if err != nil {
		return productlist.List{}, nil, err
	}
	l, ok, err := table.As[productlist.List](items, at)
	if err != nil {
		return productlist.List{}, nil, err
	}
	if !ok || l.AgencyID != agencyID {
		return productlist.List{}, nil, productlist.ErrNotFound
	}
	return l, items, nil
}

// ProductList reads an agency's list with its products, in the list's order, in two round trips, up to date. For
// get-product-list.
func ProductList(ctx context.Context, t *table.Table, agencyID, listID string) (productlist.List, []registration.Registration, error) {
	l, _, err := productList(ctx, t, agencyID, listID)
	if err != nil {
		return l, nil, err
	}
	var wanted []keys.Key
	for _, registrationID := range l.RegistrationIDs() {
		wanted = append(wanted, keys.Registration(l.CampaignID, registrationID))
	}
	items, err := t.Read(ctx, wanted...)
	if err != nil {
		return l, nil, err
	}
	products := make([]registration.Registration, 0, len(wanted))
	for _, registrationID := range l.RegistrationIDs() {
		r, err := RegistrationFrom(items, l.CampaignID, registrationID)
		if err != nil {
			return l, nil, err
		}
		products = append(products, r)
	}
	return l, products, nil
}

// ProductLists lists one page of a campaign's product lists, newest first. Table, PK = CAMPAIGN#id, SK begins with LIST#,
// up to date; then the campaign. It answers not found for another agency's campaign. For list-product-lists.
func ProductLists(ctx context.Context, t *table.Table, agencyID, campaignID string, p table.Page) ([]productlist.List, string, error) {
	items, cursor, err := t.Page(ctx, table.Query{Partition: keys.Campaign(campaignID).PK, Prefix: "LIST#", Newest: true}, p)
	if err != nil {
		return nil, "", err
	}
	if _, err := Get(ctx, t, agencyID, campaignID); err != nil {
		return nil, "", err
	}
	lists, err := table.DecodeAll[productlist.List](items)
	return lists, cursor, err
}
