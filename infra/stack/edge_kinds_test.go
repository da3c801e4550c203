package stack_test

import (
	"strings"

	"samplepath/infra/local/iam"
	"samplepath/infra/local/template"
)

// need is one thing that a service or a role has to be allowed, so that an edge works.
type need struct {
	iam.Request
	on *template.Resource // whose policy is asked, too
}

// needsOf says what one reference between two resources needs in a real account, by the type of the resource that refers,
// the place where it does (a trailing * stands for any rest), and the type of what it refers to. Without a function the
// reference is a setting: nobody calls anybody by it, or the calls are another edge's.
var needsOf = map[string]func(e *edge) []need{
	// What calls a function.
	"Events::Rule Targets.[].Arn Lambda::Function":                  invokedBy("events.amazonaws.com"),
	"ApiGatewayV2::Route Target ApiGatewayV2::Integration":          routed,
	"Scheduler::Schedule Target.Arn Lambda::Function":               func(e *edge) []need { return e.byRole("Target.RoleArn", "lambda:InvokeFunction") },
	"StepFunctions::StateMachine DefinitionString Lambda::Function": func(e *edge) []need { return e.byRole("RoleArn", "lambda:InvokeFunction") },
	"Lambda::EventSourceMapping EventSourceArn DynamoDB::Table":     readStream,
	"Lambda::EventSourceMapping EventSourceArn SQS::Queue":          receive,
	"Cognito::UserPool LambdaConfig.* Lambda::Function":             invokedBy("cognito-idp.amazonaws.com"),

	// What is put into a queue or told a topic.
	"Events::Rule Targets.[].Arn SQS::Queue":                                        sendBy("events.amazonaws.com"),
	"Events::Rule Targets.[].DeadLetterConfig.Arn SQS::Queue":                       sendBy("events.amazonaws.com"),
	"Events::EventBus DeadLetterConfig.Arn SQS::Queue":                              sendBy("events.amazonaws.com"),
	"Scheduler::Schedule Target.DeadLetterConfig.Arn SQS::Queue":                    func(e *edge) []need { return e.send("Target.RoleArn") },
	"Lambda::Function DeadLetterConfig.TargetArn SQS::Queue":                        func(e *edge) []need { return e.send("Role") },
	"Lambda::EventSourceMapping DestinationConfig.OnFailure.Destination SQS::Queue": func(e *edge) []need { return e.of("FunctionName").send("Role") },
	"Lambda::EventInvokeConfig DestinationConfig.OnFailure.Destination SQS::Queue":  func(e *edge) []need { return e.of("FunctionName").send("Role") },
	"CloudWatch::Alarm AlarmActions.[] SNS::Topic":                                  publish,
	"CloudWatch::Alarm OKActions.[] SNS::Topic":                                     publish,

	// What functions use.
	"Lambda::Function Environment.* SQS::Queue":      func(e *edge) []need { return e.send("Role") },
	"Lambda::Function Environment.* DynamoDB::Table": func(e *edge) []need { return e.decrypt("dynamodb") },
	"Lambda::Function Environment.* SecretsManager::Secret": func(e *edge) []need {
		return append(e.byRole("Role", "secretsmanager:GetSecretValue"), e.decrypt("secretsmanager")...)
	},
	"Lambda::Function Environment.* Events::EventBus":            func(e *edge) []need { return e.byRole("Role", "events:PutEvents") },
	"Lambda::Function Environment.* StepFunctions::StateMachine": nil, // some only link to executions: permissions.golden has the others

	// Logs.
	"Lambda::Function LoggingConfig.LogGroup Logs::LogGroup":              ownLogs,
	"ApiGatewayV2::Stage AccessLogSettings.DestinationArn Logs::LogGroup": deliveredLogs,
	"StepFunctions::StateMachine LoggingConfiguration.* Logs::LogGroup":   stateMachineLogs,

	// Who takes on a role, and who uses the key on its own behalf.
	"Lambda::Function Role IAM::Role":               assumedBy("lambda.amazonaws.com"),
	"Scheduler::Schedule Target.RoleArn IAM::Role":  assumedBy("scheduler.amazonaws.com"),
	"StepFunctions::StateMachine RoleArn IAM::Role": assumedBy("states.amazonaws.com"),
	"Logs::LogGroup KmsKeyId KMS::Key":              logsKey,
	"Events::EventBus KmsKeyIdentifier KMS::Key":    busKey,
	"DynamoDB::Table SSESpecification.* KMS::Key":   nil, // used by whoever calls the table, the queue, the topic, the secret
	"SQS::Queue KmsMasterKeyId KMS::Key":            nil,
	"SNS::Topic KmsMasterKeyId KMS::Key":            nil,
	"SecretsManager::Secret KmsKeyId KMS::Key":      nil,

	// Settings.
	"ApiGatewayV2::Authorizer ApiId ApiGatewayV2::Api":                    nil,
	"ApiGatewayV2::Authorizer JwtConfiguration.* Cognito::UserPoolClient": nil, // the keys of tokens are public
	"ApiGatewayV2::Authorizer JwtConfiguration.* Cognito::UserPool":       nil,
	"ApiGatewayV2::Integration ApiId ApiGatewayV2::Api":                   nil,
	"ApiGatewayV2::Integration IntegrationUri Lambda::Function":           nil, // the route's edge
	"ApiGatewayV2::Route ApiId ApiGatewayV2::Api":                         nil,
	"ApiGatewayV2::Route AuthorizerId ApiGatewayV2::Authorizer":           nil,
	"ApiGatewayV2::Stage ApiId ApiGatewayV2::Api":                         nil,
	"CloudWatch::Alarm Dimensions.* *":                                    nil,
	"CloudWatch::Alarm Metrics.* *":                                       nil,
	"Cognito::UserPoolClient UserPoolId Cognito::UserPool":                nil,
	"Logs::MetricFilter LogGroupName Logs::LogGroup":                      nil,
	"Events::Rule EventBusName Events::EventBus":                          nil,
	"Lambda::EventSourceMapping FunctionName Lambda::Function":            nil,
	"Lambda::EventInvokeConfig FunctionName Lambda::Function":             nil,
	"SQS::Queue RedrivePolicy.* SQS::Queue":                               nil, // SQS moves between queues of one account by itself

	// The permissions themselves.
	"IAM::Role * *":            nil,
	"IAM::Policy * *":          nil,
	"KMS::Key * *":             nil,
	"Lambda::Permission * *":   nil,
	"Logs::ResourcePolicy * *": nil,
	"SNS::TopicPolicy * *":     nil,
	"SQS::QueuePolicy * *":     nil,
}

func invokedBy(service string) func(*edge) []need {
	return func(e *edge) []need { return e.byService(service, e.from.ARN, e.to, "lambda:InvokeFunction") }
}

// routed is the API calling a route's function, which knows it by API, stage, method and path.
func routed(e *edge) []need {
	function := e.at(e.to).one("IntegrationUri")
	route := strings.Replace(e.from.Properties["RouteKey"].(string), " ", "", 1)
	source := "arn:aws:execute-api:" + here + ":" + e.from.Properties["ApiId"].(string) + "/$default/" + route
	return e.byService("apigateway.amazonaws.com", source, function, "lambda:InvokeFunction")
}

func readStream(e *edge) []need {
	function := e.of("FunctionName")
	stream := e.from.Properties["EventSourceArn"].(string)
	var needs []need
	for _, verb := range []string{"DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"} {
		needs = append(needs, function.role("Role", "dynamodb:"+verb, stream, nil))
	}
	return append(needs, e.at(function.from).useKey("Role", e.to, "dynamodb", "kms:Decrypt")...)
}

func receive(e *edge) []need {
	function := e.of("FunctionName")
	needs := function.toward(e.to).byRole("Role", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
	return append(needs, function.useKey("Role", e.to, "sqs", "kms:Decrypt")...)
}

func sendBy(service string) func(*edge) []need {
	return func(e *edge) []need {
		needs := e.byService(service, e.from.ARN, e.to, "sqs:SendMessage")
		return append(needs, e.byService(service, e.from.ARN, e.keyOf(e.to), "kms:Decrypt", "kms:GenerateDataKey")...)
	}
}

func publish(e *edge) []need {
	const service = "cloudwatch.amazonaws.com"
	needs := e.byService(service, e.from.ARN, e.to, "sns:Publish")
	return append(needs, e.byService(service, e.from.ARN, e.keyOf(e.to), "kms:Decrypt", "kms:GenerateDataKey")...)
}

func ownLogs(e *edge) []need {
	return []need{
		e.role("Role", "logs:CreateLogStream", e.to.ARN, nil),
		e.role("Role", "logs:PutLogEvents", e.to.ARN, nil),
	}
}

// deliveredLogs are written by the service of log deliveries, for which the log group needs a policy.
func deliveredLogs(e *edge) []need {
	group := strings.TrimSuffix(e.to.ARN, ":*")
	var needs []need
	for _, action := range []string{"logs:CreateLogStream", "logs:PutLogEvents"} {
		n := e.byService("delivery.logs.amazonaws.com", "arn:aws:logs:"+here+":*", e.to, action)
		n[0].Resource = group + ":log-stream:any"
		needs = append(needs, n...)
	}
	return needs
}

// stateMachineLogs also need the role to set up the delivery; these actions have no resources to name.
func stateMachineLogs(e *edge) []need {
	needs := deliveredLogs(e)
	for _, verb := range []string{
		"CreateLogDelivery", "GetLogDelivery", "UpdateLogDelivery", "DeleteLogDelivery", "ListLogDeliveries",
		"PutResourcePolicy", "DescribeResourcePolicies", "DescribeLogGroups",
	} {
		needs = append(needs, e.role("RoleArn", "logs:"+verb, "*", nil))
	}
	return needs
}

func assumedBy(service string) func(*edge) []need {
	return func(e *edge) []need { return e.byService(service, e.from.ARN, e.to, "sts:AssumeRole") }
}

func logsKey(e *edge) []need {
	needs := e.byService("logs."+template.Region+".amazonaws.com", e.from.ARN, e.to,
		"kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:ReEncryptFrom", "kms:ReEncryptTo")
	return withContext(needs, "kms:EncryptionContext:aws:logs:arn", strings.TrimSuffix(e.from.ARN, ":*"))
}

func busKey(e *edge) []need {
	needs := e.byService("events.amazonaws.com", e.from.ARN, e.to, "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey")
	return withContext(needs, "kms:EncryptionContext:aws:events:event-bus:arn", e.from.ARN)
}

func withContext(needs []need, key, value string) []need {
	for _, n := range needs {
		n.Context[key] = []string{value}
	}
	return needs
}
