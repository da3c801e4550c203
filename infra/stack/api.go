package stack

import (
	"encoding/json"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// api is the HTTP API without its routes, which belong to the functions' stacks.
type api struct {
	http         awsapigatewayv2.HttpApi
	authorizerID *string
}

// Requests a second over all callers, and how many may come at once, before the API answers 429.
const (
	requestsPerSecond = 500
	requestsAtOnce    = 1000
)

func (a *application) addAPI() {
	s := a.newStack("Api", "Samplepath: users and the HTTP API")
	pool := a.newUserPool(s)
	client := a.newClient(pool)
	a.api.http = awsapigatewayv2.NewHttpApi(s, jsii.String("Api"), &awsapigatewayv2.HttpApiProps{
		ApiName:            jsii.String(a.name("api")),
		Description:        jsii.String("Campaigns, samples and what became of them; GET /v1/openapi.json describes it"),
		CreateDefaultStage: jsii.Bool(false),
	})
	a.api.authorizerID = newAuthorizer(s, a.api.http, pool, client)
	stage := a.newStage(s)
	a.alarmAt(stage, "ServerErrorAlarm", "api-server-errors", a.api.http.MetricServerError(everyFiveMinutes("Sum")), 1,
		"The API answered 5xx: the access log names route and request id, the function's log the cause.")

	output(s, "ApiUrl", "The API", a.api.http.ApiEndpoint())
	output(s, "UserPoolId", "Accounts: create users with custom:actor and custom:actor_id", pool.UserPoolId())
	output(s, "ClientId", "Sign in with this client; its ID token opens the API", client.UserPoolClientId())
}

// newAuthorizer makes the JWT authorizer. Its audience is the client, which only ID tokens name: they carry the claims.
func newAuthorizer(s awscdk.Stack, http awsapigatewayv2.HttpApi, pool awscognito.UserPool, client awscognito.UserPoolClient) *string {
	return awsapigatewayv2.NewHttpAuthorizer(s, jsii.String("Authorizer"), &awsapigatewayv2.HttpAuthorizerProps{
		HttpApi:        http,
		Type:           awsapigatewayv2.HttpAuthorizerType_JWT,
		IdentitySource: jsii.Strings("$request.header.Authorization"),
		JwtIssuer:      pool.UserPoolProviderUrl(),
		JwtAudience:    &[]*string{client.UserPoolClientId()},
	}).AuthorizerId()
}

func (a *application) newStage(s awscdk.Stack) awsapigatewayv2.HttpStage {
	stage := awsapigatewayv2.NewHttpStage(s, jsii.String("Stage"), &awsapigatewayv2.HttpStageProps{
		HttpApi:    a.api.http,
		StageName:  jsii.String("$default"),
		AutoDeploy: jsii.Bool(true),
		Throttle: &awsapigatewayv2.ThrottleSettings{
			RateLimit: jsii.Number(requestsPerSecond), BurstLimit: jsii.Number(requestsAtOnce),
		},
		DetailedMetricsEnabled: jsii.Bool(true),
	})
	stage.Node().DefaultChild().(awsapigatewayv2.CfnStage).SetAccessLogSettings(&awsapigatewayv2.CfnStage_AccessLogSettingsProperty{
		DestinationArn: a.newLogGroup(stage, deliveredLogs+a.name("api")).LogGroupArn(),
		Format:         jsii.String(accessLogFormat()),
	})
	return stage
}

// accessLogFormat says which request came to what end, and nothing about the person: no address, agent, token or path
// with somebody's id.
func accessLogFormat() string {
	format, err := json.Marshal(map[string]string{
		"time":               "$context.requestTimeEpoch",
		"requestId":          "$context.requestId",
		"route":              "$context.routeKey",
		"status":             "$context.status",
		"bytes":              "$context.responseLength",
		"milliseconds":       "$context.responseLatency",
		"integrationStatus":  "$context.integrationStatus",
		"integrationMessage": "$context.integrationErrorMessage",
		"authorizerMessage":  "$context.authorizer.error",
	})
	if err != nil {
		panic(err) // strings marshal
	}
	return string(format)
}

// newLogGroup makes an encrypted log group that keeps 30 days. It goes with its stack, so that a deployment that was
// rolled back can be repeated.
func (a *application) newLogGroup(scope constructs.Construct, name string) awslogs.LogGroup {
	return awslogs.NewLogGroup(scope, jsii.String("Logs"), &awslogs.LogGroupProps{
		LogGroupName:  jsii.String(name),
		EncryptionKey: a.data.key,
		Retention:     awslogs.RetentionDays_ONE_MONTH,
		RemovalPolicy: awscdk.RemovalPolicy_DESTROY,
	})
}
