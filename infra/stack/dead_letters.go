package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
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

// How what a consumer failed on is tried again: by itself, every quarter of an hour for five days. The messages lie hidden
// in between, so that a consumer that is down is asked no more often than that.
const (
	retryEveryMinutes = 15
	retriesForDays    = 5
	retries           = retriesForDays * 24 * 60 / retryEveryMinutes
	retriesAtOnce     = 2 // batches: a consumer that has just come back is not run over
)

// newRetries makes the queue of what a consumer is to try again, which Lambda hands back to it. It is empty while all is well:
// events reach their consumers without it. What fails for days becomes a dead letter.
func (a *application) newRetries(scope constructs.Construct, source string, deadLetters awssqs.Queue) awssqs.Queue {
	queue := awssqs.NewQueue(scope, jsii.String("Retries"), &awssqs.QueueProps{
		QueueName:           jsii.String(a.name(source + "-retries")),
		Encryption:          awssqs.QueueEncryption_KMS,
		EncryptionMasterKey: a.data.key,
		EnforceSSL:          jsii.Bool(true),
		RetentionPeriod:     awscdk.Duration_Days(jsii.Number(14)),
		VisibilityTimeout:   awscdk.Duration_Minutes(jsii.Number(retryEveryMinutes)),
		DeadLetterQueue:     &awssqs.DeadLetterQueue{Queue: deadLetters, MaxReceiveCount: jsii.Number(retries)},
	})
	const anHour = 12 // periods
	awscloudwatch.NewAlarm(queue, jsii.String("Alarm"), &awscloudwatch.AlarmProps{
		AlarmName: jsii.String(a.name(source + "-retries")),
		AlarmDescription: jsii.String(source + " has failed on something for an hour: see its log group. It tries again every " +
			"quarter of an hour for five days, and catches up by itself once the cause is mended."),
		Metric:             queue.MetricApproximateNumberOfMessagesNotVisible(everyFiveMinutes("Maximum")),
		Threshold:          jsii.Number(1),
		EvaluationPeriods:  jsii.Number(anHour),
		ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
		TreatMissingData:   awscloudwatch.TreatMissingData_NOT_BREACHING,
	}).AddAlarmAction(a.data.alarms)
	return queue
}

// retryFrom hands what lies in a consumer's queue of retries back to it.
func (a *application) retryFrom(queue awssqs.Queue, function awslambda.Function) {
	function.AddEventSourceMapping(jsii.String("Retries"), &awslambda.EventSourceMappingOptions{
		EventSourceArn:          queue.QueueArn(),
		BatchSize:               jsii.Number(10),
		MaxConcurrency:          jsii.Number(retriesAtOnce),
		ReportBatchItemFailures: jsii.Bool(true),
	})
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
