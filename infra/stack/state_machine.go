package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

// The state machines, by name.
const (
	sampleLifecycle      = "sample-lifecycle"
	creatorAuthorization = "creator-authorization"
)

func (a *application) addStateMachines(s awscdk.Stack) {
	a.addStateMachine(s, creatorAuthorization, defineCreatorAuthorization)
	a.addStateMachine(s, sampleLifecycle, defineSampleLifecycle)
}

func (a *application) addStateMachine(s awscdk.Stack, name string, define func(*definition) awsstepfunctions.IChainable) {
	scope := constructs.NewConstruct(s, jsii.String(name))
	d := newDefinition(scope, a.functions)
	start := define(d)
	role := a.newStateMachineRole(scope, name, d.tasks())
	machine := awsstepfunctions.NewStateMachine(scope, jsii.String("StateMachine"), &awsstepfunctions.StateMachineProps{
		StateMachineName: jsii.String(a.name(name)),
		StateMachineType: awsstepfunctions.StateMachineType_STANDARD,
		DefinitionBody:   awsstepfunctions.DefinitionBody_FromChainable(start),
		Role:             role.WithoutPolicyUpdates(nil),
		TracingEnabled:   jsii.Bool(true),
		Logs: &awsstepfunctions.LogOptions{
			Destination:          a.newLogGroup(scope, deliveredLogs+a.name(name)),
			Level:                awsstepfunctions.LogLevel_ALL,
			IncludeExecutionData: jsii.Bool(false),
		},
	})
	machine.Node().AddDependency(role)
	a.watchStateMachine(machine, name)
	output(s, outputName(name), "State machine "+name, machine.StateMachineArn())
}

// newStateMachineRole lets a state machine call its tasks, deliver its logs and write traces.
func (a *application) newStateMachineRole(scope constructs.Construct, name string, tasks []awslambda.Function) awsiam.Role {
	s := awscdk.Stack_Of(scope)
	var functions []string
	for _, task := range tasks {
		functions = append(functions, *task.FunctionArn())
	}
	role := awsiam.NewRole(scope, jsii.String("Role"), &awsiam.RoleProps{
		Description: jsii.String("State machine " + a.name(name)),
		AssumedBy:   ofThisAccount("states.amazonaws.com", s),
		InlinePolicies: inline([]awsiam.PolicyStatement{
			allow([]string{"lambda:InvokeFunction"}, functions...),
			allow([]string{
				"logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies",
				"logs:GetLogDelivery", "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
			}, "*"),
			allow([]string{
				"xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments",
			}, "*"),
		}),
	})
	accept(role, "AwsSolutions-IAM5", "Log deliveries and X-Ray have no resources to name.", "Resource::*")
	return role
}

// stateMachineARN names a state machine without a reference to it, which would tie its stack to every function's.
func (a *application) stateMachineARN(s awscdk.Stack, name string) *string {
	return s.FormatArn(&awscdk.ArnComponents{
		Service: jsii.String("states"), Resource: jsii.String("stateMachine"), ResourceName: jsii.String(a.name(name)),
		ArnFormat: awscdk.ArnFormat_COLON_RESOURCE_NAME,
	})
}

func (a *application) executionsARN(s awscdk.Stack, machine string) *string {
	return s.FormatArn(&awscdk.ArnComponents{
		Service: jsii.String("states"), Resource: jsii.String("execution"), ResourceName: jsii.String(a.name(machine) + ":*"),
		ArnFormat: awscdk.ArnFormat_COLON_RESOURCE_NAME,
	})
}

func outputName(machine string) string {
	if machine == sampleLifecycle {
		return "SampleLifecycleArn"
	}
	return "CreatorAuthorizationArn"
}
