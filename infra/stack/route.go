package stack

import (
	"slices"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2integrations"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"samplepath/shared/actor"
	"samplepath/shared/contract"
)

// addRoute puts the function behind its method and path. Route, integration and permission stay in the function's stack.
func (a *application) addRoute(scope constructs.Construct, action *contract.Action, function awslambda.Function) {
	props := &awsapigatewayv2.HttpRouteProps{
		HttpApi:  a.api.http,
		RouteKey: awsapigatewayv2.HttpRouteKey_With(jsii.String(action.Path), awsapigatewayv2.HttpMethod(action.Method)),
		Integration: awsapigatewayv2integrations.NewHttpLambdaIntegration(jsii.String("Integration"), function,
			&awsapigatewayv2integrations.HttpLambdaIntegrationProps{
				PayloadFormatVersion: awsapigatewayv2.PayloadFormatVersion_VERSION_2_0(),
				Timeout:              awscdk.Duration_Seconds(jsii.Number(11)), // the function's own limit, and a little
			}),
	}
	if authorized(action) {
		props.Authorizer = awsapigatewayv2.HttpAuthorizer_FromHttpAuthorizerAttributes(scope, jsii.String("Authorizer"),
			&awsapigatewayv2.HttpAuthorizerAttributes{AuthorizerId: a.api.authorizerID, AuthorizerType: jsii.String("JWT")})
	}
	route := awsapigatewayv2.NewHttpRoute(scope, jsii.String("Route"), props)
	if !authorized(action) {
		a.api.open = append(a.api.open, route)
	}
	switch {
	case action.Signed():
		accept(route, "AwsSolutions-APIG4", "The sender has no account: the function checks its signature over the body.")
	case !authorized(action):
		accept(route, "AwsSolutions-APIG4", "A public document: it holds nothing of any party.")
	}
}

// authorized reports whether callers need a token: everybody who has an account.
func authorized(action *contract.Action) bool {
	return slices.ContainsFunc(action.Actors, func(kind actor.Kind) bool { return actor.IDs[kind] != "" })
}
