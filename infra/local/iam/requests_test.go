package iam_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/infra/local/iam"
	"samplepath/infra/local/template"
)

const (
	orders  = "arn:aws:dynamodb:us-east-1:000000000000:table/orders"
	byDate  = orders + "/index/GSI1"
	machine = "arn:aws:states:us-east-1:000000000000:stateMachine:lifecycle"
)

func keys(of ...string) iam.Context { return iam.Context{"dynamodb:LeadingKeys": of} }

var table = template.Table{
	Name: "orders", ARN: orders, Key: template.Key{Partition: "PK", Sort: "SK"},
	Indexes: []template.Index{{Name: "GSI1", Key: template.Key{Partition: "GSI1PK", Sort: "GSI1SK"}}},
}

// Each call of DynamoDB's API asks for actions on the table or an index, with the partition keys that it names.
func TestRequestsToDynamoDB(t *testing.T) {
	tables := iam.NewTables(map[string]template.Table{"orders-7": table})
	for _, test := range []struct {
		operation, body string
		want            []iam.Request
	}{
		{"GetItem", `{"TableName":"orders-7","Key":{"PK":{"S":"A"},"SK":{"S":"1"}}}`, []iam.Request{{Action: "dynamodb:GetItem", Resource: orders, Context: keys("A")}}},
		{"PutItem", `{"TableName":"orders-7","Item":{"PK":{"S":"A"},"SK":{"S":"1"},"tags":{"L":[{"S":"x"}]}}}`, []iam.Request{{Action: "dynamodb:PutItem", Resource: orders, Context: keys("A")}}},
		{
			"BatchGetItem", `{"RequestItems":{"orders-7":{"ConsistentRead":true,"Keys":[{"PK":{"S":"A"}},{"PK":{"S":"B"}}]}}}`,
			[]iam.Request{{Action: "dynamodb:BatchGetItem", Resource: orders, Context: keys("A", "B")}},
		},
		{
			"Query", `{"TableName":"orders-7","KeyConditionExpression":"#pk = :pk AND begins_with(#sk, :sk)","ExpressionAttributeNames":{"#pk":"PK","#sk":"SK"},
			"ExpressionAttributeValues":{":pk":{"S":"A"},":sk":{"S":"1"}}}`, []iam.Request{{Action: "dynamodb:Query", Resource: orders, Context: keys("A")}},
		},
		{
			"Query", `{"TableName":"orders-7","IndexName":"GSI1","KeyConditionExpression":"GSI1PK = :pk","ExpressionAttributeValues":{":pk":{"S":"B"}}}`,
			[]iam.Request{{Action: "dynamodb:Query", Resource: byDate, Context: keys("B")}},
		},
		{
			"TransactWriteItems", `{"TransactItems":[{"Put":{"TableName":"orders-7","Item":{"PK":{"S":"A"}}}},{"ConditionCheck":{"TableName":"orders-7","Key":{"PK":{"S":"B"}}}}]}`,
			[]iam.Request{{Action: "dynamodb:PutItem", Resource: orders, Context: keys("A")}, {Action: "dynamodb:ConditionCheckItem", Resource: orders, Context: keys("B")}},
		},
		{"Scan", `{"TableName":"orders-7"}`, []iam.Request{{Action: "dynamodb:Scan", Resource: orders}}},
	} {
		got, err := tables.Requests(test.operation, []byte(test.body))
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s %s: %v (-want +got):\n%s", test.operation, test.body, err, diff)
		}
	}
	for operation, body := range map[string]string{
		"GetItem": `{"TableName":"others","Key":{}}`, "Query": `{"TableName":"orders-7","IndexName":"GSI9"}`, "PutItem": `[]`,
	} {
		if requests, err := tables.Requests(operation, []byte(body)); err == nil {
			t.Errorf("%s %s: %+v", operation, body, requests)
		}
	}
}

func TestRequestsToServices(t *testing.T) {
	services := iam.Services{
		MachineOf: func(token string) string { return map[string]string{"T": machine}[token] },
		Resource:  func(name string) string { return "arn:" + name },
	}
	for _, test := range []struct {
		target, body string
		want         []iam.Request
	}{
		{"AWSStepFunctions.StartExecution", `{"stateMachineArn":"` + machine + `"}`, []iam.Request{{Action: "states:StartExecution", Resource: machine}}},
		{"AWSStepFunctions.StopExecution", `{"executionArn":"arn:e"}`, []iam.Request{{Action: "states:StopExecution", Resource: "arn:e"}}},
		{"AWSStepFunctions.SendTaskSuccess", `{"taskToken":"T"}`, []iam.Request{{Action: "states:SendTaskSuccess", Resource: machine}}},
		{"AWSEvents.PutEvents", `{"Entries":[{"EventBusName":"bus"}]}`, []iam.Request{{Action: "events:PutEvents", Resource: "arn:bus"}}},
		{"secretsmanager.GetSecretValue", `{"SecretId":"s"}`, []iam.Request{{Action: "secretsmanager:GetSecretValue", Resource: "arn:s"}}},
		{"AmazonSQS.SendMessageBatch", `{"QueueUrl":"q"}`, []iam.Request{{Action: "sqs:SendMessage", Resource: "arn:q"}}},
		{"AmazonSQS.ReceiveMessage", `{"QueueUrl":"q"}`, []iam.Request{{Action: "sqs:ReceiveMessage", Resource: "arn:q"}}},
	} {
		got, err := services.Requests(test.target, []byte(test.body))
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", test.target, err, diff)
		}
	}
	if requests, err := services.Requests("AWSGlue.GetTable", []byte(`{}`)); err == nil {
		t.Errorf("%+v", requests)
	}
}

// The guard keeps who was refused what, and which grants were needed.
func TestGuard(t *testing.T) {
	role := policy(t, `{"Statement":[{"Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:PutItem"],"Resource":"`+orders+`"},
		{"Effect":"Allow","Action":"logs:PutLogEvents","Resource":"*"}]}`)
	guard := iam.NewGuard(map[string][]iam.Policy{"order-sample": {role}})
	get := iam.Request{Action: "dynamodb:GetItem", Resource: orders, Context: keys("A")}
	scan := iam.Request{Action: "dynamodb:Scan", Resource: orders}
	if err := guard.Check("order-sample", get); err != nil {
		t.Error(err)
	}
	want := "User: arn:aws:sts::000000000000:assumed-role/order-sample/order-sample is not authorized to perform: dynamodb:Scan on resource: " +
		orders + " because no identity-based policy allows the dynamodb:Scan action"
	if err := guard.Check("order-sample", get, scan); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if err := guard.Check("a developer", scan); err != nil {
		t.Errorf("a caller that is no function: %v", err)
	}
	read := iam.Grant{Function: "order-sample", Action: "dynamodb:GetItem", Resource: orders}
	write := iam.Grant{Function: "order-sample", Action: "dynamodb:PutItem", Resource: orders}
	if diff := cmp.Diff([]iam.Grant{read}, guard.Used()); diff != "" {
		t.Errorf("used (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]iam.Grant{read, write}, guard.Grants()); diff != "" {
		t.Errorf("granted (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]iam.Denial{{Function: "order-sample", Request: scan}}, guard.Denied()); diff != "" {
		t.Errorf("denied (-want +got):\n%s", diff)
	}
}
