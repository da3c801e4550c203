package campaigns

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/event"
	"samplepath/shared/registration"
	"samplepath/shared/table"
	"samplepath/shared/table/keys"
)

// claim says which registration has a product in a campaign; none where the last one was closed. Beside it, the item has an
// attribute for each seller whose registration of the product was rejected for good: the id of that registration.
type claim struct {
	RegistrationID string `json:"registrationId"`
	SellerID       string `json:"sellerId"`
	Released       bool   `json:"released,omitempty"` // it was rejected: every other seller may register the product
}

// blockOf is the attribute by which a seller may not register the product again.
func blockOf(sellerID string) string { return "blocked#" + sellerID }

var yes = &types.AttributeValueMemberBOOL{Value: true}

// takeProduct makes a new registration the one that has the product. It is refused with registration.ErrBlocked where the
// seller's own was rejected for good, and with ErrExists or ErrTaken while another registration has it; a rejected one
// keeps it from its own seller only, who registers that one again (feature C3).
func takeProduct(c *table.Change, r registration.Registration) {
	c.Update(keys.Product(r.CampaignID, r.ProductID), "SET registrationId = :id, sellerId = :seller REMOVE released",
		"attribute_not_exists(#blocked) AND (attribute_not_exists(registrationId) OR released = :yes AND sellerId <> :seller)",
		map[string]string{"#blocked": blockOf(r.SellerID)},
		table.Item{":id": table.Text(r.ID), ":seller": table.Text(r.SellerID), ":yes": yes},
		func(there table.Item) error { return taken(there, r) })
}

// taken says why a seller cannot register a product. Of another seller's registration it says no more than that it is there.
func taken(there table.Item, r registration.Registration) error {
	by, err := table.Decode[claim](there)
	blocked := table.TextOf(there, blockOf(r.SellerID))
	switch {
	case err != nil:
		return err
	case blocked != "":
		return registration.ErrBlocked.With("registrationId", blocked)
	case by.SellerID != r.SellerID:
		return registration.ErrTaken
	case by.Released:
		return registration.ErrRegisterAgain.With("registrationId", by.RegistrationID)
	}
	return registration.ErrExists.With("registrationId", by.RegistrationID)
}

// moveProduct gives the product free where a registration ends or waits for its seller: until then it has the product. It takes it
// again where the seller has registered it again: that is refused with registration.ErrTaken while another seller has the
// product, and with ErrExists while the seller has it by another registration.
func moveProduct(c *table.Change, before, after registration.Registration, e event.Event) {
	key, its := keys.Product(after.CampaignID, after.ProductID), table.Item{":id": table.Text(after.ID)}
	blocked := map[string]string{"#blocked": blockOf(after.SellerID)}
	switch {
	case after.Status == registration.StatusClosed && e.Type == registration.EventReleased:
		c.Update(key, "SET #blocked = :id REMOVE registrationId, sellerId", "", blocked, its, nil)
	case after.Status == registration.StatusClosed:
		c.Update(key, "REMOVE registrationId, sellerId", "", nil, nil, nil)
	case after.Status == registration.StatusBlocked:
		its[":yes"] = yes
		c.Update(key, "SET released = :yes, #blocked = :id", "", blocked, its, nil)
	case after.Status == registration.StatusRejected:
		c.Update(key, "SET released = :yes", "", nil, table.Item{":yes": yes}, nil)
	case before.Status == registration.StatusRejected:
		its[":yes"], its[":seller"] = yes, table.Text(after.SellerID)
		c.Update(key, "SET registrationId = :id, sellerId = :seller REMOVE released",
			"registrationId = :id OR attribute_not_exists(registrationId) OR released = :yes", nil, its,
			func(there table.Item) error { return taken(there, after) })
	}
}

// ProductHolder reads the registration that has a product in a campaign, up to date. It answers registration.ErrNotFound where
// there is none. Table, PK = CAMPAIGN#id, first the product's item and then the registration. For release-claim.
func ProductHolder(ctx context.Context, t *table.Table, campaignID, productID string) (registration.Registration, error) {
	key := keys.Product(campaignID, productID)
	items, err := t.Read(ctx, key)
	if err != nil {
		return registration.Registration{}, err
	}
	holder := table.TextOf(items[key], "registrationId") // none: there is no such registration either
	if items, err = t.Read(ctx, keys.Registration(campaignID, holder)); err != nil {
		return registration.Registration{}, err
	}
	return RegistrationFrom(items, campaignID, holder)
}
