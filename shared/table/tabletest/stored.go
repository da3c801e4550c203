package tabletest

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/authorization"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/orders"
)

// DuePartition is where the due index keeps a subject at a time.
func DuePartition(at time.Time, subject string) string { return keys.DueEntry(at, subject).PK }

// DueShard is the name of one shard of a day.
func DueShard(day time.Time, shard int) string { return keys.DuePartition(day, shard) }

// OpenShard is the partition of a sample in the index of open samples.
func OpenShard(sampleID string) string { return keys.OpenEntry(sampleID).PK }

// PlacedOrder is how an order of the platform is stored: with its creator, whom no seller sees.
type PlacedOrder struct {
	orders.SellerOrder
	SellerID  string `json:"sellerId"`
	CreatorID string `json:"creatorId"`
}

// OrderPlaced stores an order and adds it to the sums of its product and its seller.
func OrderPlaced(campaignID string, o PlacedOrder) table.Change {
	var c table.Change
	table.Create(&c, o, func(PlacedOrder) (keys.Key, table.Places) {
		return keys.Order(campaignID, o.OrderID), table.Places{GSI1: keys.OrderOfSeller(o.SellerID, campaignID, o.OrderedAt, o.OrderID)}
	}, table.Always(table.ErrChanged))
	for _, of := range []string{o.RegistrationID, o.SellerID} {
		c.Update(keys.Sales(campaignID, of), "SET currency = :currency ADD orders :one, quantity :quantity, amount :amount, commission :commission", "", nil,
			table.Item{
				":currency": table.Text(o.Currency), ":one": table.Number(1), ":quantity": table.Number(o.Quantity),
				":amount": table.Number(int(o.Amount)), ":commission": table.Number(int(o.Commission)),
			}, table.Always(table.ErrChanged))
	}
	return c
}

// CampaignCreatorItem is a creator of a campaign as it is stored and indexed, with a product in the showcase.
func CampaignCreatorItem(campaignID string, creator showcase.Creator, status authorization.Status) (map[string]types.AttributeValue, error) {
	item, err := table.Encode(creators.CampaignCreator{Creator: creator, Products: 1})
	return table.Place(item, keys.CampaignCreator(campaignID, creator.ID), table.Places{
		GSI1: keys.CreatorByHandle(campaignID, string(status), creator.Handle, creator.ID),
		GSI2: keys.CreatorByHandle(campaignID, "", creator.Handle, creator.ID),
	}), err
}

// CreatorPlaced is what creators.Index writes, having read a creator with one product and an authorization.
func CreatorPlaced(campaignID string, creator showcase.Creator, a authorization.Authorization) table.Change {
	return creators.Placed(keys.CampaignCreator(campaignID, creator.ID), creators.CampaignCreator{Creator: creator, Products: 1}, a, table.Places{
		GSI1: keys.CreatorByHandle(campaignID, string(a.Shown()), creator.Handle, creator.ID),
		GSI2: keys.CreatorByHandle(campaignID, "", creator.Handle, creator.ID),
	})
}
