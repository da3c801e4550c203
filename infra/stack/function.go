package stack

import (
	"cmp"
	"path/filepath"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awss3assets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"samplepath/shared/bus"
	"samplepath/shared/contract"
	"samplepath/shared/lifecycle"
	"samplepath/shared/queue"
	"samplepath/shared/sample"
	"samplepath/shared/secret"
	"samplepath/shared/table"
)

// addFunction adds everything one action needs: function, role, log group, then its route or what triggers it.
func (a *application) addFunction(s awscdk.Stack, action *contract.Action) {
	scope := constructs.NewConstruct(s, jsii.String(action.Name))
	logs := a.newLogGroup(scope, functionLogs+a.name(action.Name))
	var retries, deadLetters awssqs.Queue
	if consumes(action) {
		deadLetters = a.newDeadLetters(scope, action.Name)
		retries = a.newRetries(scope, action.Name, deadLetters)
	}
	props := &awslambda.FunctionProps{
		FunctionName: jsii.String(a.name(action.Name)),
		Description:  jsii.String(action.Summary),
		Runtime:      awslambda.Runtime_PROVIDED_AL2023(),
		Architecture: awslambda.Architecture_ARM_64(),
		Handler:      jsii.String("bootstrap"),
		Code:         a.code(action),
		MemorySize:   jsii.Number(256),
		Timeout:      timeout(action),
		Environment:  a.environment(s, action, retries),
		Role:         a.newFunctionRole(scope, action, logs, retries, deadLetters),
		LogGroup:     logs,
		Tracing:      awslambda.Tracing_ACTIVE,
	}
	if a.Arch == X8664 {
		props.Architecture = awslambda.Architecture_X86_64()
	}
	if action.Area == contract.Open && action.Routed() && a.OpenConcurrency > 0 {
		props.ReservedConcurrentExecutions = jsii.Number(a.OpenConcurrency)
	}
	if retries != nil && !action.Trigger.Stream {
		props.DeadLetterQueue = retries // of the invocation: it is not dead yet
	}
	function := awslambda.NewFunction(scope, jsii.String("Function"), props)
	a.functions[action.Name] = function

	a.watchFunction(action, function)
	switch {
	case action.Routed():
		a.addRoute(scope, action, function)
	case action.Trigger.SignIn:
		a.atSignIn(scope, function)
	case action.Trigger.Stream:
		a.consumeStream(function, deadLetters)
	case len(action.Trigger.Events) > 0:
		a.consumeEvents(scope, action, function, retries)
	case action.Trigger.Schedule != "":
		a.addSchedule(scope, action, function)
	}
	if retries != nil {
		a.retryFrom(retries, function)
	}
}

// consumes reports whether the function is told of events, each of which must be kept until it is dealt with. A scheduled job
// is not: the next run does the work of one that failed.
func consumes(action *contract.Action) bool {
	return action.Trigger.Stream || len(action.Trigger.Events) > 0
}

func timeout(action *contract.Action) awscdk.Duration {
	switch {
	case action.Routed():
		return awscdk.Duration_Seconds(jsii.Number(10))
	case action.Trigger.Schedule != "":
		return awscdk.Duration_Minutes(jsii.Number(max(1, action.Trigger.Minutes)))
	default:
		return awscdk.Duration_Seconds(jsii.Number(30))
	}
}

func (a *application) code(action *contract.Action) awslambda.Code {
	folder := filepath.Join(a.AssetRoot, action.Name)
	if !a.Local {
		return awslambda.Code_FromAsset(jsii.String(folder), nil)
	}
	// The local stack runs what lies in the folder, whatever its hash: reading every executable would only cost time.
	return awslambda.Code_FromAsset(jsii.String(folder), &awss3assets.AssetOptions{
		AssetHashType: awscdk.AssetHashType_CUSTOM,
		AssetHash:     jsii.String(a.Arch + "/" + action.Name),
	})
}

// environment tells a function the names of what it may use, and of nothing else.
func (a *application) environment(s awscdk.Stack, action *contract.Action, retries awssqs.Queue) *map[string]*string {
	environment := map[string]*string{}
	if action.Trigger.Stream { // it puts there itself what it cannot pass on
		environment[queue.Retries] = retries.QueueUrl()
	}
	if len(action.Table) > 0 {
		environment[table.Variable] = a.data.table.TableName()
	}
	for _, use := range action.Uses {
		switch use {
		case contract.PublishEvents:
			environment[bus.Variable] = a.data.bus.EventBusName()
		case contract.StartLifecycles, contract.NameLifecycles, contract.MendLifecycles:
			environment[lifecycle.SampleMachine] = a.stateMachineARN(s, sampleLifecycle)
			environment[lifecycle.AuthorizationMachine] = a.stateMachineARN(s, creatorAuthorization)
		case contract.CarrierSecrets:
			environment[secret.CarriersVariable] = a.data.carriers.SecretArn()
		case contract.PlatformSecret:
			environment[secret.PlatformVariable] = a.data.platform.SecretArn()
		case contract.ContentSites:
			environment[sample.SitesVariable] = jsii.String(cmp.Or(a.ContentHosts, "tiktok.com"))
		case contract.LinkPage:
			if a.LinkPage != "" {
				environment[contract.LinkPageVariable] = jsii.String(a.LinkPage)
			}
		case contract.ReadAccounts: // an event names the pool
		case contract.AnswerWaits: // a task token says by itself whose it is
		}
	}
	return &environment
}

// newFunctionRole makes the function's own role. Its policy is inline, so that it is there before anything calls the
// function, and closed: nothing the CDK would add by itself gets in.
func (a *application) newFunctionRole(scope constructs.Construct, action *contract.Action, logs logGroup, retries, deadLetters awssqs.Queue) awsiam.IRole {
	role := awsiam.NewRole(scope, jsii.String("Role"), &awsiam.RoleProps{
		Description:    jsii.String("Function " + a.name(action.Name)),
		AssumedBy:      awsiam.NewServicePrincipal(jsii.String("lambda.amazonaws.com"), nil),
		InlinePolicies: inline(a.permissions(action, logs, retries, deadLetters)),
	})
	accept(role, "AwsSolutions-IAM5", "X-Ray has no resources to name.", "Resource::*")
	if action.Trigger.Stream {
		accept(role, "AwsSolutions-IAM5", "Lambda lists the streams of the one table, which has one.",
			`/^Resource::.*\/stream\/\*$/`)
	}
	if mendsLifecycles(action) {
		executions := "Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:"
		accept(role, "AwsSolutions-IAM5", "Executions are named by the sample or request they are for: its id is not known beforehand.",
			executions+a.name(sampleLifecycle)+":*", executions+a.name(creatorAuthorization)+":*")
	}
	return role.WithoutPolicyUpdates(nil)
}
