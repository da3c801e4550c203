package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awscloudwatch"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslogs"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"samplepath/shared/contract"
)

// alarm tells the topic when metric reaches one within five minutes. meaning says to a person what to do.
func (a *application) alarm(of constructs.Construct, name string, metric awscloudwatch.IMetric, meaning string) {
	a.alarmAt(of, "Alarm", name, metric, 1, meaning)
}

func (a *application) alarmAt(of constructs.Construct, id, name string, metric awscloudwatch.IMetric, threshold int, meaning string) {
	awscloudwatch.NewAlarm(of, jsii.String(id), &awscloudwatch.AlarmProps{
		AlarmName:          jsii.String(a.name(name)),
		AlarmDescription:   jsii.String(meaning),
		Metric:             metric,
		Threshold:          jsii.Number(threshold),
		EvaluationPeriods:  jsii.Number(1),
		ComparisonOperator: awscloudwatch.ComparisonOperator_GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
		TreatMissingData:   awscloudwatch.TreatMissingData_NOT_BREACHING,
	}).AddAlarmAction(a.data.alarms)
}

// watchFunction alarms on a function that no caller waits for: on its errors, on its being throttled, and on a schedule that does
// not come. An error or a throttled call behind a route is an answer of 5xx, and the API's own alarm counts those.
func (a *application) watchFunction(action *contract.Action, function awslambda.Function) {
	if action.Routed() {
		return
	}
	a.alarm(function, action.Name+"-errors", function.MetricErrors(everyFiveMinutes("Sum")),
		action.Name+" failed: see its log group. It is retried, by its queue of retries, its execution or its next run.")
	a.alarmAt(function, "ThrottlesAlarm", action.Name+"-throttled", function.MetricThrottles(everyFiveMinutes("Sum")), 1,
		action.Name+" was throttled: the account's or the function's concurrency is used up. What it should do is late.")
	if action.Trigger.Schedule != "" {
		a.watchSchedule(action, function)
	}
	if action.Name == contract.ReconcileLifecycles.Name {
		a.watchStuckWorkflows(function)
	}
	if action.Trigger.Stream {
		age := function.Metric(jsii.String("IteratorAge"), everyFiveMinutes("Maximum"))
		a.alarmAt(function, "AgeAlarm", action.Name+"-age", age, 5*60*1000,
			"Events wait more than five minutes (in ms): workflows, inboxes and measures are late.")
	}
}

// watchStuckWorkflows alarms on each line of the reconciler's log that says that a workflow needs a person.
func (a *application) watchStuckWorkflows(function awslambda.Function) {
	name := "stuck-workflows"
	lines := awslogs.NewMetricFilter(function, jsii.String("StuckWorkflows"), &awslogs.MetricFilterProps{
		LogGroup:        function.LogGroup(),
		FilterPattern:   awslogs.FilterPattern_StringValue(jsii.String("$.msg"), jsii.String("="), jsii.String(contract.StuckWorkflow)),
		MetricNamespace: jsii.String(a.name("lifecycles")),
		MetricName:      jsii.String(name),
	})
	a.alarmAt(function, "StuckWorkflowsAlarm", name, lines.Metric(everyFiveMinutes("Sum")), 1,
		"A sample's workflow failed whenever it was restarted, and is left alone: see the line's sampleId and its execution's history. "+
			"When the cause is mended, call retry-lifecycle.")
}

// watchSchedule alarms where a job has not run for three of its intervals: a schedule that is off, or may not invoke it. Of a job
// in parts, each has a schedule that may stop: one that is missing three times is noticed.
func (a *application) watchSchedule(action *contract.Action, function awslambda.Function) {
	runs := function.MetricInvocations(&awscloudwatch.MetricOptions{
		Statistic: jsii.String("Sum"), Period: awscdk.Duration_Minutes(jsii.Number(3 * intervalOf(action.Trigger.Schedule))),
	})
	awscloudwatch.NewAlarm(function, jsii.String("StoppedAlarm"), &awscloudwatch.AlarmProps{
		AlarmName:          jsii.String(a.name(action.Name + "-stopped")),
		AlarmDescription:   jsii.String(action.Name + " has not run for three of its intervals: see its schedule and the schedule's role."),
		Metric:             runs,
		Threshold:          jsii.Number(max(1, 3*action.Trigger.Parts-2)),
		EvaluationPeriods:  jsii.Number(1),
		ComparisonOperator: awscloudwatch.ComparisonOperator_LESS_THAN_THRESHOLD,
		TreatMissingData:   awscloudwatch.TreatMissingData_BREACHING,
	}).AddAlarmAction(a.data.alarms)
}

func (a *application) watchStateMachine(machine awsstepfunctions.StateMachine, name string) {
	a.alarmAt(machine, "FailedAlarm", name+"-failed", machine.MetricFailed(everyFiveMinutes("Sum")), 1,
		"An execution of "+name+" ended in Lifecycle failed: its history names the task.")
	a.alarmAt(machine, "TimedOutAlarm", name+"-timed-out", machine.MetricTimedOut(everyFiveMinutes("Sum")), 1,
		"An execution of "+name+" timed out as a whole, which no state of it should allow.")
}

func everyFiveMinutes(statistic string) *awscloudwatch.MetricOptions {
	return &awscloudwatch.MetricOptions{Statistic: jsii.String(statistic), Period: awscdk.Duration_Minutes(jsii.Number(5))}
}
