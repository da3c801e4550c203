package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatchactions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsdynamodb"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskms"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssecretsmanager"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssns"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/jsii-runtime-go"
)

// data is what outlives every deployment of the code.
type data struct {
	key      awskms.Key
	table    awsdynamodb.Table
	bus      awsevents.EventBus
	carriers awssecretsmanager.Secret
	platform awssecretsmanager.Secret
	alarms   awscloudwatch.IAlarmAction
}

func (a *application) addData() {
	s := a.newStack("Data", "Samplepath: key, table, event bus, secrets and the topic of alarms")
	a.data.key = a.newKey(s)
	topic := a.newAlarmTopic(s)
	a.data.alarms = awscloudwatchactions.NewSnsAction(topic)
	undelivered := a.newDeadLetters(s, "events")
	a.data.bus = a.newBus(s, undelivered)
	a.data.carriers = a.newSecret(s, "Carriers", "carriers", "What shipping providers sign their webhooks with: an object of provider and secret")
	a.data.platform = a.newSecret(s, "TikTokShop", "tiktok-shop", "What TikTok Shop signs its webhooks with: an object of app_key and app_secret")
	delivery := allowLogDelivery(s, a.name("log-delivery"), deliveredLogs+a.name("*"))
	a.data.table = a.newTable(s, topic, a.data.bus, undelivered, a.data.carriers, a.data.platform, delivery)

	output(s, "TableName", "The single table", a.data.table.TableName())
	output(s, "BusName", "Every change is an event here: add rules of your own", a.data.bus.EventBusName())
	output(s, "AlarmTopicArn", "Subscribe to hear of alarms", topic.TopicArn())
}

// newAlarmTopic makes the topic that alarms are told to. A topic without a policy is open to its account; with the one
// that refuses plain HTTP, CloudWatch has to be named.
func (a *application) newAlarmTopic(s awscdk.Stack) awssns.Topic {
	topic := awssns.NewTopic(s, jsii.String("Alarms"), &awssns.TopicProps{
		TopicName:  jsii.String(a.name("alarms")),
		MasterKey:  a.data.key,
		EnforceSSL: jsii.Bool(true),
	})
	topic.AddToResourcePolicy(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Sid:        jsii.String("AlarmsOfThisAccount"),
		Principals: &[]awsiam.IPrincipal{ofThisAccount("cloudwatch.amazonaws.com", s)},
		Actions:    jsii.Strings("sns:Publish"),
		Resources:  &[]*string{topic.TopicArn()},
	}))
	return topic
}

// newBus makes the bus. An encrypted bus loses what it cannot decrypt unless it has a queue for it.
func (a *application) newBus(s awscdk.Stack, undelivered awssqs.Queue) awsevents.EventBus {
	bus := awsevents.NewEventBus(s, jsii.String("Bus"), &awsevents.EventBusProps{
		EventBusName:    jsii.String(a.name("events")),
		Description:     jsii.String("Every change of Samplepath's table, once and in order of its aggregate"),
		KmsKey:          a.data.key,
		DeadLetterQueue: undelivered,
	})
	allowSending(undelivered, "events.amazonaws.com", s.FormatArn(&awscdk.ArnComponents{
		Service: jsii.String("events"), Resource: jsii.String("event-bus"), ResourceName: jsii.String(a.name("events")),
	}))
	return bus
}

// newSecret makes an empty secret that an operator stores values in: a JSON object of what others sign with. It never gets
// a value from here. CloudFormation stores a new version whenever a value, or the way to generate one, changes in the
// template, over what the operator had stored.
func (a *application) newSecret(s awscdk.Stack, id, name, description string) awssecretsmanager.Secret {
	name = "samplepath/" + name
	if a.Stage != "" {
		name += "-" + a.Stage
	}
	secret := awssecretsmanager.NewSecret(s, jsii.String(id), &awssecretsmanager.SecretProps{
		SecretName:    jsii.String(name),
		Description:   jsii.String(description),
		EncryptionKey: a.data.key,
		RemovalPolicy: a.removal(),
	})
	secret.Node().DefaultChild().(awssecretsmanager.CfnSecret).AddPropertyDeletionOverride(jsii.String("GenerateSecretString"))
	accept(secret, "AwsSolutions-SMG4", "Whoever signs holds the other half: it is rotated there and stored here by the operator.")
	return secret
}
