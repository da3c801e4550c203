package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// newDeadLetters makes the queue of what source could not handle, with an alarm as soon as anything is in it. Each source
// has its own: who failed is plain from the queue, and its messages can be handed back to it.
func (a *application) newDeadLetters(scope constructs.Construct, source string) awssqs.Queue {
	queue := awssqs.NewQueue(scope, jsii.String("DeadLetters"), &awssqs.QueueProps{
		QueueName:           jsii.String(a.name(source + "-dead-letters")),
		Encryption:          awssqs.QueueEncryption_KMS,
		EncryptionMasterKey: a.data.key,
		EnforceSSL:          jsii.Bool(true),
		RetentionPeriod:     awscdk.Duration_Days(jsii.Number(14)),
	})
	accept(queue, "AwsSolutions-SQS3", "This is the dead-letter queue itself; an alarm tells as soon as it holds a message.")
	a.alarm(queue, source+"-dead-letters", queue.MetricApproximateNumberOfMessagesVisible(everyFiveMinutes("Maximum")),
		"Something was given up for "+source+": read the queue, mend the cause, hand the messages back.")
	return queue
}

// allowSending lets a service put messages of one source into the queue.
func allowSending(queue awssqs.Queue, service string, source *string) {
	queue.AddToResourcePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Principals: &[]awsiam.IPrincipal{awsiam.NewServicePrincipal(jsii.String(service), nil)},
		Actions:    jsii.Strings("sqs:SendMessage"),
		Resources:  &[]*string{queue.QueueArn()},
		Conditions: &map[string]any{"ArnEquals": map[string]any{"aws:SourceArn": source}},
	}))
}
