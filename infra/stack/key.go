package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/jsii-runtime-go"
)

// Log groups live below two prefixes, so that the key's policy can name them before they exist. The second one is
// AWS's own for logs that services deliver: CloudWatch Logs needs no resource policy for each of them.
const (
	functionLogs  = "/aws/lambda/"
	deliveredLogs = "/aws/vendedlogs/"
)

// newKey makes the one key of the application. Functions get their use of it from their own roles; its policy names only
// the services that encrypt on their own behalf.
func (a *application) newKey(s awscdk.Stack) awskms.Key {
	key := awskms.NewKey(s, jsii.String("Key"), &awskms.KeyProps{
		Description:       jsii.String("Samplepath: table, events, queues, logs, secrets and alarms"),
		EnableKeyRotation: jsii.Bool(true),
		RemovalPolicy:     a.removal(),
		PendingWindow:     awscdk.Duration_Days(jsii.Number(7)),
	})
	logGroups := "arn:" + *s.Partition() + ":logs:" + *s.Region() + ":" + *s.Account() + ":log-group:"
	allowService(key, "LogsOfThisApplication", "logs."+*s.Region()+".amazonaws.com",
		[]string{"kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"},
		map[string]any{"ArnLike": map[string]any{"kms:EncryptionContext:aws:logs:arn": []string{
			logGroups + functionLogs + "samplepath-*", logGroups + deliveredLogs + "samplepath-*",
		}}})
	// Rules hand to a dead-letter queue, and alarms to the topic, what they could not deliver elsewhere.
	ownAccount := map[string]any{"StringEquals": map[string]any{"aws:SourceAccount": *s.Account()}}
	allowService(key, "DeadLettersOfRules", "events.amazonaws.com", []string{"kms:Decrypt", "kms:GenerateDataKey"}, ownAccount)
	allowService(key, "NotificationsOfAlarms", "cloudwatch.amazonaws.com", []string{"kms:Decrypt", "kms:GenerateDataKey"}, ownAccount)
	return key
}

func allowService(key awskms.Key, sid, service string, actions []string, conditions map[string]any) {
	key.AddToResourcePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Sid:        jsii.String(sid),
		Principals: &[]awsiam.IPrincipal{awsiam.NewServicePrincipal(jsii.String(service), nil)},
		Actions:    jsii.Strings(actions...),
		Resources:  jsii.Strings("*"), // in a key's policy: this key
		Conditions: &conditions,
	}), nil)
}
