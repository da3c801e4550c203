package stack

import (
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"

	"samplepath/shared/contract"
	"samplepath/shared/private"
)

type logGroup = awslogs.LogGroup

// tableActions is what each operation of the contract allows on the table itself. A query of an index is allowed on that
// index only, and nothing allows a scan.
var tableActions = map[contract.Operation][]string{
	contract.Get:    {"dynamodb:BatchGetItem"}, // the table's one way to read by key
	contract.Query:  {"dynamodb:Query"},
	contract.Put:    {"dynamodb:PutItem"},
	contract.Update: {"dynamodb:UpdateItem"},
	contract.Delete: {"dynamodb:DeleteItem"},
	contract.Check:  {"dynamodb:ConditionCheckItem"},
}

var indexOf = map[contract.Operation]string{
	contract.QueryGSI1: "GSI1",
	contract.QueryGSI2: "GSI2",
	contract.QueryGSI3: "GSI3",
	contract.QueryGSI4: "GSI4",
}

// What KMS must allow for reading from, and for writing to, a service that encrypts with the key.
var (
	decrypt = []string{"kms:Decrypt", "kms:DescribeKey"}
	encrypt = []string{"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"}
)

// anyStream is what IAM asks for where Lambda looks for the streams of a table: there is none to name yet.
const anyStream = "/stream/*"

// permissions is everything a function may do.
func (a *application) permissions(action *contract.Action, logs logGroup, retries, deadLetters awssqs.Queue) []awsiam.PolicyStatement {
	statements := []awsiam.PolicyStatement{
		allow([]string{"logs:CreateLogStream", "logs:PutLogEvents"}, *logs.LogGroupArn()),
		allow([]string{"xray:PutTelemetryRecords", "xray:PutTraceSegments"}, "*"),
	}
	statements = append(statements, a.tablePermissions(action)...)
	for _, use := range action.Uses {
		statements = append(statements, a.usePermissions(logs.Stack(), use)...)
	}
	if action.Trigger.Stream {
		statements = append(statements,
			allow([]string{"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"}, *a.data.table.TableStreamArn()),
			allow([]string{"dynamodb:ListStreams"}, *a.data.table.TableArn()+anyStream),
			a.allowKey(logs.Stack(), "dynamodb", decrypt))
	}
	if retries != nil {
		statements = append(statements, allow([]string{"sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"}, *retries.QueueArn()),
			a.allowKey(retries.Stack(), "sqs", []string{"kms:Decrypt", "kms:GenerateDataKey"}))
	}
	if action.Trigger.Stream { // of which Lambda sends what the function cannot even be invoked with
		statements = append(statements, allow([]string{"sqs:SendMessage"}, *deadLetters.QueueArn()))
	}
	return statements
}

func (a *application) tablePermissions(action *contract.Action) []awsiam.PolicyStatement {
	var statements []awsiam.PolicyStatement
	onTable := map[string][]string{} // the actions, by the partitions that they must leave alone
	key := decrypt
	for _, operation := range action.Table {
		closed := strings.Join(closedTo(action, operation), " ")
		onTable[closed] = append(onTable[closed], tableActions[operation]...)
		if index := indexOf[operation]; index != "" {
			statements = append(statements, allow([]string{"dynamodb:Query"}, *a.data.table.TableArn()+"/index/"+index))
		}
		if writes(operation) {
			key = encrypt
		}
	}
	for _, closed := range slices.Sorted(maps.Keys(onTable)) {
		if actions := onTable[closed]; len(actions) > 0 {
			statements = append(statements, a.allowItems(actions, strings.Fields(closed)))
		}
	}
	if len(action.Table) > 0 {
		statements = append(statements, a.allowKey(a.data.table.Stack(), "dynamodb", key))
	}
	return statements
}

// closedTo are the partitions of private items that an action must leave alone in an operation, as patterns.
func closedTo(action *contract.Action, operation contract.Operation) []string {
	var open []private.Kind
	switch operation {
	case contract.Get:
		open = action.Opens
	case contract.Put:
		open = action.Stores
	default: // of private items there is nothing to query, update, delete or check
	}
	if len(open) == 0 {
		return []string{private.Partitions + "*"}
	}
	var closed []string
	for _, kind := range private.Kinds {
		if !slices.Contains(open, kind) {
			closed = append(closed, kind.Partition()+"*")
		}
	}
	return closed
}

// allowItems allows actions on the table's items, but for some partitions. A batch is one request with all of its partition
// keys, so what may be read is one statement, and it says what is closed: no statement of the open partitions alone would
// allow a batch of both. An empty set of keys would meet any condition "for all values": a request without keys is refused.
func (a *application) allowItems(actions, closed []string) awsiam.PolicyStatement {
	return awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Actions:   jsii.Strings(actions...),
		Resources: jsii.Strings(*a.data.table.TableArn()),
		Conditions: &map[string]any{
			"ForAllValues:StringNotLike": map[string]any{"dynamodb:LeadingKeys": closed},
			"Null":                       map[string]any{"dynamodb:LeadingKeys": "false"},
		},
	})
}

func writes(operation contract.Operation) bool {
	return slices.Contains([]contract.Operation{contract.Put, contract.Update, contract.Delete}, operation)
}

func (a *application) usePermissions(s awscdk.Stack, use contract.Use) []awsiam.PolicyStatement {
	machines := []string{*a.stateMachineARN(s, sampleLifecycle), *a.stateMachineARN(s, creatorAuthorization)}
	switch use {
	case contract.PublishEvents:
		return []awsiam.PolicyStatement{allow([]string{"events:PutEvents"}, *a.data.bus.EventBusArn())}
	case contract.StartLifecycles:
		return []awsiam.PolicyStatement{allow([]string{"states:StartExecution"}, machines...)}
	case contract.MendLifecycles:
		return []awsiam.PolicyStatement{
			allow([]string{"states:SendTaskHeartbeat", "states:StartExecution"}, machines...),
			allow([]string{"states:DescribeExecution", "states:GetExecutionHistory", "states:StopExecution"},
				*a.executionsARN(s, sampleLifecycle), *a.executionsARN(s, creatorAuthorization)),
		}
	case contract.AnswerWaits:
		return []awsiam.PolicyStatement{allow([]string{"states:SendTaskFailure", "states:SendTaskSuccess"}, machines...)}
	case contract.CarrierSecrets:
		return a.readSecret(s, a.data.carriers)
	case contract.PlatformSecret:
		return a.readSecret(s, a.data.platform)
	case contract.NameLifecycles, contract.ContentSites, contract.LinkPage: // a name is no permission
		return nil
	case contract.ReadAccounts: // atSignIn allows it, for the pool does not come before the function
		return nil
	}
	panic("no permissions known for use " + string(use))
}

func (a *application) readSecret(s awscdk.Stack, secret awssecretsmanager.Secret) []awsiam.PolicyStatement {
	return []awsiam.PolicyStatement{
		allow([]string{"secretsmanager:GetSecretValue"}, *secret.SecretArn()),
		a.allowKey(s, "secretsmanager", decrypt),
	}
}

// allowKey allows use of the key, but only through the one service.
func (a *application) allowKey(s awscdk.Stack, service string, actions []string) awsiam.PolicyStatement {
	return awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Actions:   jsii.Strings(actions...),
		Resources: &[]*string{a.data.key.KeyArn()},
		Conditions: &map[string]any{"StringEquals": map[string]any{
			"kms:ViaService": service + "." + *s.Region() + ".amazonaws.com",
		}},
	})
}

func allow(actions []string, resources ...string) awsiam.PolicyStatement {
	return awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Actions: jsii.Strings(actions...), Resources: jsii.Strings(resources...),
	})
}

func inline(statements []awsiam.PolicyStatement) *map[string]awsiam.PolicyDocument {
	return &map[string]awsiam.PolicyDocument{
		"permissions": awsiam.NewPolicyDocument(&awsiam.PolicyDocumentProps{Statements: &statements}),
	}
}

func mendsLifecycles(action *contract.Action) bool {
	return slices.Contains(action.Uses, contract.MendLifecycles)
}
