package table_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/table"
	"samplepath/shared/table/orders"
	"samplepath/shared/table/tabletest"
)

// Feature D6: a sale with the campaign that it comes from and the creator's own commission, newest first, page by page.
func TestAffiliateOrders(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	w := tabletest.In(t, tab, nil)
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	number := func(s string) types.AttributeValue { return &types.AttributeValueMemberN{Value: s} }
	name := tab.Name()
	for _, order := range []struct{ id, at, creator string }{
		{"1", "2030-06-12T10:00:00.000Z", tabletest.CreatorID},
		{"2", "2030-06-13T10:00:00.000Z", tabletest.CreatorID},
		{"3", "2030-06-14T10:00:00.000Z", "crt_other"},
	} {
		if _, err := client.PutItem(t.Context(), &dynamodb.PutItemInput{TableName: &name, Item: item{
			"PK": text("CAMPAIGN#" + tabletest.CampaignID), "SK": text("ORDER#" + order.id),
			"GSI2PK": text("CREATOR#" + order.creator + "#ORDERS"), "GSI2SK": text(order.at + "#" + order.id),
			"orderId": text(order.id), "registrationId": text(tabletest.RegistrationID), "productId": text("1729384756001"),
			"productName": text("Glow Serum"), "orderedAt": number("1907575200000"), "quantity": number("2"), "amount": number("5000"),
			"commission": number("1500"), "creatorCommission": number("900"), "currency": text("USD"),
		}}); err != nil {
			t.Fatal(err)
		}
	}
	p := table.Page{Limit: 1, Caller: tabletest.CreatorID}
	for _, want := range []string{"2", "1"} {
		page, cursor, err := orders.OfCreator(t.Context(), tab, tabletest.CreatorID, p)
		if err != nil || len(page) != 1 || page[0].OrderID != want {
			t.Fatalf("want order %s: %+v %v", want, page, err)
		}
		got := page[0]
		if got.Campaign.ID != w.Campaign.ID || got.Campaign.AgencyName != "North Star Agency" || got.Amount != 5000 ||
			got.CreatorCommission != 900 || got.Currency != "USD" || got.Quantity != 2 || !got.OrderedAt.Equal(tabletest.Day(13, 10)) {
			t.Errorf("order %s: %+v", want, got)
		}
		p.Cursor = cursor
	}
	if page, cursor, err := orders.OfCreator(t.Context(), tab, tabletest.CreatorID, p); err != nil || len(page) != 0 || cursor != "" {
		t.Errorf("after the last: %+v %q %v", page, cursor, err)
	}
}
