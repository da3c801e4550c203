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
	a.data.key = newKey(s)
	topic := a.newAlarmTopic(s)
	a.data.alarms = awscloudwatchactions.NewSnsAction(topic)
	a.data.table = a.newTable(s)
	a.data.bus = a.newBus(s)
	a.data.carriers = a.newCarrierSecret(s)
	a.data.platform = a.newPlatformSecret(s)

	allowLogDelivery(s, a.name("log-delivery"), deliveredLogs+a.name("*"))

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
func (a *application) newBus(s awscdk.Stack) awsevents.EventBus {
	undelivered := a.newDeadLetters(s, "events")
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

// shipEngineKeys is where ShipEngine publishes the keys that it signs with.
const shipEngineKeys = "https://api.shipengine.com/jwks"

// newCarrierSecret makes the secret that shipping providers sign their webhooks with: one JSON object, a key for each.
// EasyPost lets us choose ours, so it is generated; AfterShip and Shippo issue theirs, and a provider without a key is
// refused until the operator adds it under the provider's name. ShipEngine signs with keys of its own, which are read
// from the address here.
func (a *application) newCarrierSecret(s awscdk.Stack) awssecretsmanager.Secret {
	return a.newSecret(s, "Carriers", "carriers", "Secrets with which carriers sign their webhooks, by carrier",
		`{"shipengine":"`+shipEngineKeys+`"}`, "easypost")
}

// newPlatformSecret makes the secret with which TikTok Shop signs its webhooks. It issues both the key and the secret of
// an app: until the operator has stored them, whatever comes is refused, because there is no app key.
func (a *application) newPlatformSecret(s awscdk.Stack) awssecretsmanager.Secret {
	return a.newSecret(s, "TikTokShop", "tiktok-shop", "App key and app secret with which TikTok Shop signs its webhooks",
		`{"app_key":""}`, "app_secret")
}

// newSecret makes a secret that others sign with: a JSON object, in which one value is generated.
func (a *application) newSecret(s awscdk.Stack, id, name, description, template, generated string) awssecretsmanager.Secret {
	name = "samplepath/" + name
	if a.Stage != "" {
		name += "-" + a.Stage
	}
	secret := awssecretsmanager.NewSecret(s, jsii.String(id), &awssecretsmanager.SecretProps{
		SecretName:    jsii.String(name),
		Description:   jsii.String(description),
		EncryptionKey: a.data.key,
		GenerateSecretString: &awssecretsmanager.SecretStringGenerator{
			SecretStringTemplate: jsii.String(template),
			GenerateStringKey:    jsii.String(generated),
			ExcludePunctuation:   jsii.Bool(true),
			PasswordLength:       jsii.Number(48),
		},
		RemovalPolicy: awscdk.RemovalPolicy_RETAIN,
	})
	accept(secret, "AwsSolutions-SMG4", "Whoever signs holds the other half: it is rotated there and stored here by the operator.")
	return secret
}
