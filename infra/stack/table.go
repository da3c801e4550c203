package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"samplepath/shared/table"
)

// newTable makes the single table from its schema. The stream carries new images only: event items are never changed,
// and nothing else is read from it.
//
// It is made last of its stack. A first deployment that fails has not made it then: a table that is protected from deletion
// would stay behind and be in the way of the next attempt.
func (a *application) newTable(s awscdk.Stack, before ...constructs.IDependable) awsdynamodb.Table {
	t := awsdynamodb.NewTable(s, jsii.String("Table"), &awsdynamodb.TableProps{
		TableName:           jsii.String(a.name("table")),
		PartitionKey:        text(table.PK),
		SortKey:             text(table.SK),
		BillingMode:         awsdynamodb.BillingMode_PAY_PER_REQUEST,
		Encryption:          awsdynamodb.TableEncryption_CUSTOMER_MANAGED,
		EncryptionKey:       a.data.key,
		Stream:              awsdynamodb.StreamViewType_NEW_IMAGE,
		TimeToLiveAttribute: jsii.String(table.TTLAttribute),
		PointInTimeRecoverySpecification: &awsdynamodb.PointInTimeRecoverySpecification{
			PointInTimeRecoveryEnabled: jsii.Bool(true),
		},
		DeletionProtection: jsii.Bool(a.Keep),
		RemovalPolicy:      a.removal(),
	})
	t.Node().AddDependency(before...)
	for _, index := range table.Indexes {
		props := &awsdynamodb.GlobalSecondaryIndexProps{
			IndexName:      jsii.String(index.Name),
			PartitionKey:   text(index.PartitionKey),
			SortKey:        text(index.SortKey),
			ProjectionType: awsdynamodb.ProjectionType_KEYS_ONLY,
		}
		if len(index.Include) > 0 {
			props.ProjectionType = awsdynamodb.ProjectionType_INCLUDE
			props.NonKeyAttributes = jsii.Strings(index.Include...)
		}
		t.AddGlobalSecondaryIndex(props)
	}
	return t
}

func text(name string) *awsdynamodb.Attribute {
	return &awsdynamodb.Attribute{Name: jsii.String(name), Type: awsdynamodb.AttributeType_STRING}
}
