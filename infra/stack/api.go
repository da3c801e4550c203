package stack

import (
	"encoding/json"
	"slices"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"samplepath/shared/contract"
)

// api is the HTTP API without its routes, which belong to the functions' stacks.
type api struct {
	http         awsapigatewayv2.HttpApi
	authorizerID *string
	pool         awscognito.UserPool
	open         []awsapigatewayv2.HttpRoute // that need no token
}

// A limit is how many requests a second are let through, and how many at once, before the API answers 429.
type limit struct{ rate, burst float64 }

// The limits over all callers, and of each route that is open to anybody. They are less than the whole, so that a flood of
// webhooks leaves room for people.
var (
	limitOfAll    = limit{500, 1000}
	limitOfSigned = limit{200, 400}
	limitOfPublic = limit{20, 40}
)

func (a *application) addAPI() {
	s := a.newStack("Api", "Samplepath: users and the HTTP API")
	pool := a.newUserPool(s)
	client := a.newClient(pool)
	a.api.http = awsapigatewayv2.NewHttpApi(s, jsii.String("Api"), &awsapigatewayv2.HttpApiProps{
		ApiName:            jsii.String(a.name("api")),
		Description:        jsii.String("Campaigns, samples and what became of them; GET /v1/openapi.json describes it"),
		CreateDefaultStage: jsii.Bool(false),
		CorsPreflight:      a.browsers(),
	})
	a.api.authorizerID = newAuthorizer(s, a.api.http, pool, client)
	a.api.pool = pool
	a.areas[contract.Open] = s

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

// browsers lets web pages of the origins call the API; without origins no browser may, but programs may all the same.
func (a *application) browsers() *awsapigatewayv2.CorsPreflightOptions {
	if len(a.Origins) == 0 {
		return nil
	}
	var methods []awsapigatewayv2.CorsHttpMethod
	for _, action := range contract.Actions() {
		if method := awsapigatewayv2.CorsHttpMethod(action.Method); action.Routed() && !slices.Contains(methods, method) {
			methods = append(methods, method)
		}
	}
	slices.Sort(methods)
	return &awsapigatewayv2.CorsPreflightOptions{
		AllowOrigins:  jsii.Strings(a.Origins...),
		AllowMethods:  &methods,
		AllowHeaders:  jsii.Strings("authorization", "content-type", "idempotency-key"),
		ExposeHeaders: jsii.Strings("content-disposition", "idempotency-replayed", "next-cursor", "retry-after"),
		MaxAge:        awscdk.Duration_Hours(jsii.Number(1)),
	}
}

// addStage opens the API. It comes after the routes that have limits of their own: API Gateway takes a limit only for a
// route that is there.
func (a *application) addStage(s awscdk.Stack) {
	stage := a.newStage(s)
	limits := map[string]any{}
	for _, action := range contract.Actions() {
		own := limitOfSigned
		if action.Public() {
			own = limitOfPublic
		}
		if action.Area == contract.Open && action.Routed() {
			limits[action.Method+" "+action.Path] = map[string]any{"ThrottlingRateLimit": own.rate, "ThrottlingBurstLimit": own.burst}
		}
	}
	for _, route := range a.api.open {
		stage.Node().AddDependency(route)
	}
	stage.Node().DefaultChild().(awsapigatewayv2.CfnStage).SetRouteSettings(limits)
	a.alarmAt(stage, "ServerErrorAlarm", "api-server-errors", a.api.http.MetricServerError(everyFiveMinutes("Sum")), 1,
		"The API answered 5xx: the access log names route and request id, the function's log the cause.")
}

func (a *application) newStage(s awscdk.Stack) awsapigatewayv2.HttpStage {
	stage := awsapigatewayv2.NewHttpStage(s, jsii.String("Stage"), &awsapigatewayv2.HttpStageProps{
		HttpApi:    a.api.http,
		StageName:  jsii.String("$default"),
		AutoDeploy: jsii.Bool(true),
		Throttle: &awsapigatewayv2.ThrottleSettings{
			RateLimit: jsii.Number(limitOfAll.rate), BurstLimit: jsii.Number(limitOfAll.burst),
		},
		DetailedMetricsEnabled: jsii.Bool(true),
	})
	stage.Node().DefaultChild().(awsapigatewayv2.CfnStage).SetAccessLogSettings(&awsapigatewayv2.CfnStage_AccessLogSettingsProperty{
		DestinationArn: a.newLogGroup(stage, deliveredLogs+a.name("api")).LogGroupArn(),
		Format:         jsii.String(accessLogFormat()),
	})
	return stage
}

// accessLogFormat says which request came from where and to what end. Of the person it holds the network address, without
// which an attack could not be traced, for the log group's 30 days; no agent, token or path with somebody's id.
func accessLogFormat() string {
	format, err := json.Marshal(map[string]string{
		"time":               "$context.requestTimeEpoch",
		"requestId":          "$context.requestId",
		"sourceAddress":      "$context.identity.sourceIp",
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
