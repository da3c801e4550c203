package table_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/onboarding"
	"samplepath/shared/private"
	"samplepath/shared/table/tabletest"
)

// What is private lies in a partition of its own kind and in no index: the roles of functions are told from it by the
// beginning of the partition key.
func TestPrivateItemsLieApart(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	tabletest.In(t, tab, nil).Authorized()
	tabletest.Onboard(t, tab, onboarding.StatusApproved, true)
	for kind, whose := range map[private.Kind]string{
		private.Addresses: tabletest.CreatorID, private.TaxForms: tabletest.AgencyID, private.PaymentReferences: tabletest.AgencyID,
	} {
		name := tab.Name()
		answer, err := client.Query(t.Context(), &dynamodb.QueryInput{
			TableName: &name, KeyConditionExpression: aws.String("PK = :pk"),
			ExpressionAttributeValues: map[string]types.AttributeValue{":pk": &types.AttributeValueMemberS{Value: kind.Partition() + whose}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(answer.Items) != 1 {
			t.Errorf("%d items of %s in its partition, want one", len(answer.Items), kind)
		}
		for _, item := range answer.Items {
			for attribute := range item {
				if strings.HasPrefix(attribute, "GSI") {
					t.Errorf("an item of %s is in an index by %s", kind, attribute)
				}
			}
		}
	}
}
