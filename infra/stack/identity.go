package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscognito"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// newUserPool makes the pool of everybody who signs in. Operators create the accounts: what a caller is (custom:actor)
// and for whom they act (custom:actor_id) is set then and never changes.
func (a *application) newUserPool(s awscdk.Stack) awscognito.UserPool {
	fixed := func() awscognito.ICustomAttribute {
		return awscognito.NewStringAttribute(&awscognito.StringAttributeProps{MaxLen: jsii.Number(64)})
	}
	changing := func() awscognito.ICustomAttribute {
		return awscognito.NewStringAttribute(&awscognito.StringAttributeProps{MaxLen: jsii.Number(64), Mutable: jsii.Bool(true)})
	}
	// Its id is new each time: a pool that stays behind is in nobody's way, and one that is protected cannot be rolled back.
	removal := awscdk.RemovalPolicy_DESTROY
	if a.Keep {
		removal = awscdk.RemovalPolicy_RETAIN
	}
	pool := awscognito.NewUserPool(s, jsii.String("Users"), &awscognito.UserPoolProps{
		UserPoolName:      jsii.String(a.name("users")),
		SelfSignUpEnabled: jsii.Bool(false),
		SignInAliases:     &awscognito.SignInAliases{Email: jsii.Bool(true)},
		AutoVerify:        &awscognito.AutoVerifiedAttrs{Email: jsii.Bool(true)},
		CustomAttributes: &map[string]awscognito.ICustomAttribute{
			"actor": fixed(), "actor_id": fixed(), "shop_code": changing(), "market": changing(), "followers": changing(),
		},
		PasswordPolicy: &awscognito.PasswordPolicy{
			MinLength:            jsii.Number(12),
			RequireDigits:        jsii.Bool(true),
			RequireLowercase:     jsii.Bool(true),
			RequireUppercase:     jsii.Bool(true),
			RequireSymbols:       jsii.Bool(true),
			TempPasswordValidity: awscdk.Duration_Days(jsii.Number(3)),
		},
		Mfa:             awscognito.Mfa_OPTIONAL,
		MfaSecondFactor: &awscognito.MfaSecondFactor{Otp: jsii.Bool(true), Sms: jsii.Bool(false)},
		// Nothing here needs more than the cheapest plan: passwords, authenticator apps and claims of the ID token.
		FeaturePlan:        awscognito.FeaturePlan_LITE,
		AccountRecovery:    awscognito.AccountRecovery_EMAIL_ONLY,
		DeletionProtection: jsii.Bool(a.Keep),
		RemovalPolicy:      removal,
	})
	accept(pool, "AwsSolutions-COG2", "Creators sign in from phones, often with nothing but e-mail: a second factor is offered to everybody. Operators need one: require-second-factor sees to it..")
	accept(pool, "AwsSolutions-COG3", "Threat protection belongs to the dearest plan, which is billed for each user: a deployer who wants it says so in this file.")
	return pool
}

// atSignIn has the pool call a function before it gives a token. The function's permission is a policy of its own: the pool,
// which it names, needs the function first.
func (a *application) atSignIn(scope constructs.Construct, function awslambda.Function) {
	a.api.pool.AddTrigger(awscognito.UserPoolOperation_PRE_TOKEN_GENERATION(), function, awscognito.LambdaVersion_V1_0)
	awsiam.NewCfnPolicy(scope, jsii.String("ReadAccounts"), &awsiam.CfnPolicyProps{
		PolicyName: jsii.String(a.name("read-accounts")),
		Roles:      &[]*string{function.Role().RoleName()},
		PolicyDocument: awsiam.NewPolicyDocument(&awsiam.PolicyDocumentProps{Statements: &[]awsiam.PolicyStatement{
			allow([]string{"cognito-idp:AdminGetUser"}, *a.api.pool.UserPoolArn()),
		}}),
	})
}

// newClient makes the one client. It reads every claim but may write none of the custom ones, which Cognito would
// otherwise allow: a seller could make themselves an operator. Nor does it write the names that others are shown.
//
// People sign in by SRP, which never sends the password. A stage for trying also lets whoever administers the pool get a
// token for an account whose password they know ("make token").
func (a *application) newClient(pool awscognito.UserPool) awscognito.UserPoolClient {
	own := &awscognito.StandardAttributesMask{Email: jsii.Bool(true)}
	shown := &awscognito.StandardAttributesMask{Email: jsii.Bool(true), Fullname: jsii.Bool(true), PreferredUsername: jsii.Bool(true)}
	claims := jsii.Strings("actor", "actor_id", "shop_code", "market", "followers")
	return pool.AddClient(jsii.String("Client"), &awscognito.UserPoolClientOptions{
		UserPoolClientName:         jsii.String(a.name("client")),
		AuthFlows:                  &awscognito.AuthFlow{UserSrp: jsii.Bool(true), AdminUserPassword: jsii.Bool(!a.Keep)},
		DisableOAuth:               jsii.Bool(true),
		PreventUserExistenceErrors: jsii.Bool(true),
		EnableTokenRevocation:      jsii.Bool(true),
		IdTokenValidity:            awscdk.Duration_Hours(jsii.Number(1)),
		AccessTokenValidity:        awscdk.Duration_Hours(jsii.Number(1)),
		RefreshTokenValidity:       awscdk.Duration_Days(jsii.Number(30)),
		ReadAttributes:             awscognito.NewClientAttributes().WithStandardAttributes(shown).WithCustomAttributes(*claims...),
		WriteAttributes:            awscognito.NewClientAttributes().WithStandardAttributes(own),
	})
}
