package stack

import (
	"fmt"
	"strings"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsevents"
	"github.com/aws/aws-cdk-go/awscdk/v2/awseventstargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambdaeventsources"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsscheduler"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsschedulertargets"
	"github.com/aws/aws-cdk-go/awscdk/v2/awssqs"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"samplepath/shared/contract"
)

// EventSource is the source of every event on the bus.
const EventSource = "samplepath"

// consumeStream hands new event items of the table to the function, in order within an aggregate. The function sets aside
// itself what it cannot read or pass on, so that the shard goes on. What is left is a function that fails as a whole: it is
// tried again for nearly as long as the stream keeps its records, in ever smaller batches, and then the place of the record
// in the stream becomes a dead letter, while there is an hour left to read it there.
func (a *application) consumeStream(function awslambda.Function, deadLetters awssqs.Queue) {
	function.AddEventSourceMapping(jsii.String("Stream"), &awslambda.EventSourceMappingOptions{
		EventSourceArn:          a.data.table.TableStreamArn(),
		StartingPosition:        awslambda.StartingPosition_TRIM_HORIZON,
		BatchSize:               jsii.Number(25),
		BisectBatchOnError:      jsii.Bool(true),
		ReportBatchItemFailures: jsii.Bool(true),
		RetryAttempts:           jsii.Number(10_000), // the most there is: the age decides
		MaxRecordAge:            awscdk.Duration_Hours(jsii.Number(23)),
		OnFailure:               awslambdaeventsources.NewSqsDlq(deadLetters),
		Filters: &[]*map[string]any{awslambda.FilterCriteria_Filter(&map[string]any{
			"eventName": []string{"INSERT"},
			"dynamodb":  map[string]any{"Keys": map[string]any{"SK": map[string]any{"S": []any{map[string]string{"prefix": "EVENT#"}}}}},
		})},
	})
}

// consumeEvents hands events of the bus to the function. What cannot be handed over within a day, and what the function
// fails on three times within minutes, goes to its queue of retries.
func (a *application) consumeEvents(scope constructs.Construct, action *contract.Action, function awslambda.Function, retries awssqs.Queue) {
	var types []*string
	for _, pattern := range action.Trigger.Events {
		if prefix, wild := strings.CutSuffix(pattern, "*"); wild {
			types = append(types, *awsevents.Match_Prefix(jsii.String(prefix))...)
		} else {
			types = append(types, jsii.String(pattern))
		}
	}
	awsevents.NewRule(scope, jsii.String("Rule"), &awsevents.RuleProps{
		RuleName:     jsii.String(a.name(action.Name)),
		Description:  jsii.String(action.Summary),
		EventBus:     a.data.bus,
		EventPattern: &awsevents.EventPattern{Source: jsii.Strings(EventSource), DetailType: &types},
		Targets: &[]awsevents.IRuleTarget{awseventstargets.NewLambdaFunction(function, &awseventstargets.LambdaFunctionProps{
			DeadLetterQueue: retries,
			RetryAttempts:   jsii.Number(185),
			MaxEventAge:     awscdk.Duration_Hours(jsii.Number(24)),
		})},
	})
}

// addSchedule invokes the function regularly. A run that fails is not retried for long, nor kept: the next one does its work
// too. Alarms tell of runs that fail, and of runs that do not come. A job in parts has a schedule for each, spread over the hour.
func (a *application) addSchedule(scope constructs.Construct, action *contract.Action, function awslambda.Function) {
	role := awsiam.NewRole(scope, jsii.String("ScheduleRole"), &awsiam.RoleProps{
		Description: jsii.String("Schedule of " + a.name(action.Name)),
		AssumedBy:   ofThisAccount("scheduler.amazonaws.com", function.Stack()),
		InlinePolicies: inline([]awsiam.PolicyStatement{
			allow([]string{"lambda:InvokeFunction"}, *function.FunctionArn()),
		}),
	})
	if action.Trigger.Parts == 0 {
		a.schedule(scope, "Schedule", a.name(action.Name), action, function, role, awsscheduler.ScheduleExpression_Expression(jsii.String(action.Trigger.Schedule), awscdk.TimeZone_ETC_UTC()), nil)
	}
	for part := range action.Trigger.Parts {
		a.schedule(scope, fmt.Sprintf("Schedule%d", part), a.name(fmt.Sprintf("%s-%d", action.Name, part)), action, function, role,
			awsscheduler.ScheduleExpression_Expression(jsii.String(fmt.Sprintf("cron(%d * * * ? *)", part*60/action.Trigger.Parts)), awscdk.TimeZone_ETC_UTC()),
			awsscheduler.ScheduleTargetInput_FromObject(map[string]any{"part": part}))
	}
}

func (a *application) schedule(scope constructs.Construct, id, name string, action *contract.Action, function awslambda.Function, role awsiam.Role,
	expression awsscheduler.ScheduleExpression, input awsscheduler.ScheduleTargetInput,
) {
	awsscheduler.NewSchedule(scope, jsii.String(id), &awsscheduler.ScheduleProps{
		ScheduleName: jsii.String(name),
		Description:  jsii.String(action.Summary),
		Schedule:     expression,
		TimeWindow:   awsscheduler.TimeWindow_Off(),
		Target: awsschedulertargets.NewLambdaInvoke(function, &awsschedulertargets.ScheduleTargetBaseProps{
			Role:          role.WithoutPolicyUpdates(nil),
			Input:         input,
			RetryAttempts: jsii.Number(3),
			MaxEventAge:   awscdk.Duration_Hours(jsii.Number(1)),
		}),
	})
}

// intervalOf is how often a schedule of the form rate(5 minutes) comes, in minutes.
func intervalOf(schedule string) (minutes int) {
	var n int
	var unit string
	if _, err := fmt.Sscanf(schedule, "rate(%d %s", &n, &unit); err != nil {
		panic("no interval known for the schedule " + schedule)
	}
	return n * map[string]int{"minute": 1, "hour": 60, "day": 24 * 60}[strings.TrimSuffix(strings.TrimSuffix(unit, ")"), "s")]
}

// ofThisAccount is a service acting for resources of this account only.
func ofThisAccount(service string, s awscdk.Stack) awsiam.IPrincipal {
	return awsiam.NewServicePrincipal(jsii.String(service), &awsiam.ServicePrincipalOpts{
		Conditions: &map[string]any{"StringEquals": map[string]any{"aws:SourceAccount": *s.Account()}},
	})
}
