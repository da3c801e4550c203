package table

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/authorization"
	"samplepath/shared/showcase"
)

// Keys are the keys of the items that a change writes, in their order.
func (c Change) Keys() []Key {
	var out []Key
	for _, w := range c.writes {
		switch {
		case w.item.Put != nil:
			out = append(out, keyOf(w.item.Put.Item))
		case w.item.Update != nil:
			out = append(out, keyOf(w.item.Update.Key))
		case w.item.Delete != nil:
			out = append(out, keyOf(w.item.Delete.Key))
		case w.item.ConditionCheck != nil:
			out = append(out, keyOf(w.item.ConditionCheck.Key))
		}
	}
	return out
}

// Primary are the attributes that a key is made of.
func Primary(k Key) attributes { return primary(k) }

// DuePartition is where the due index keeps a subject at a time.
func DuePartition(at time.Time, subject string) string { return dueEntry(at, subject).PK }

// DueShard is the name of one shard of an hour.
func DueShard(hour time.Time, shard int) string { return duePartition(hour, shard) }

// OpenShard is the partition of a sample in the index of open samples.
func OpenShard(sampleID string) string { return openEntry(sampleID).PK }

// PlacedOrder is how an order of the platform is stored: with its creator, whom no seller sees.
type PlacedOrder struct {
	SellerOrder
	SellerID  string `json:"sellerId"`
	CreatorID string `json:"creatorId"`
}

// OrderPlaced stores an order and adds it to the sums of its product and its seller.
func OrderPlaced(campaignID string, o PlacedOrder) Change {
	var c Change
	create(&c, o, func(PlacedOrder) (Key, indexed) {
		return orderKey(campaignID, o.OrderID), indexed{GSI1: orderOfSeller(o.SellerID, campaignID, o.OrderedAt, o.OrderID)}
	}, always(ErrChanged))
	for _, of := range []string{o.RegistrationID, o.SellerID} {
		c.update(salesKey(campaignID, of), "SET currency = :currency ADD orders :one, quantity :quantity, amount :amount, commission :commission", "", nil,
			attributes{
				":currency": text(o.Currency), ":one": number(1), ":quantity": number(o.Quantity),
				":amount": number(int(o.Amount)), ":commission": number(int(o.Commission)),
			}, always(ErrChanged))
	}
	return c
}

// CampaignCreatorItem is a creator of a campaign as it is stored and indexed, with a product in the showcase.
func CampaignCreatorItem(campaignID string, creator showcase.Creator, status authorization.Status) (map[string]types.AttributeValue, error) {
	item, err := encode(campaignCreator{creator, 1})
	return place(item, campaignCreatorKey(campaignID, creator.ID), indexed{
		GSI1: creatorByHandle(campaignID, string(status), creator.Handle, creator.ID),
		GSI2: creatorByHandle(campaignID, "", creator.Handle, creator.ID),
	}), err
}

// CreatorPlaced is what IndexCreator writes, having read a creator with one product and an authorization.
func CreatorPlaced(campaignID string, creator showcase.Creator, a authorization.Authorization) Change {
	return creatorPlaced(campaignCreatorKey(campaignID, creator.ID), campaignCreator{creator, 1}, a, indexed{
		GSI1: creatorByHandle(campaignID, string(a.Shown()), creator.Handle, creator.ID),
		GSI2: creatorByHandle(campaignID, "", creator.Handle, creator.ID),
	})
}
