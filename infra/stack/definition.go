package stack

import (
	"maps"
	"slices"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctionstasks"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"

	"samplepath/shared/contract"
	"samplepath/shared/workflow"
)

const (
	// errorAlreadyDone is the name of the error of a task that finds that the sample went another way.
	errorAlreadyDone = "AlreadyDone"
	// errorNotDue is the name of the error of a task that was to end what went on meanwhile, or was given more time.
	errorNotDue = "NotDue"
)

// definition holds what the states of one state machine share. The name of a state is what it says in the console.
//
// The input of an execution stays as it is from state to state: answers of tasks are dropped, or put below a key of
// their own. Payloads name what they are about by ids and carry nothing else.
type definition struct {
	scope     constructs.Construct
	functions map[string]awslambda.Function
	used      map[string]awslambda.Function
	subject   []string // keys of the input that say what the execution is about
	outcomes  []string // errors that are an outcome, and not worth a retry
	failed    awsstepfunctions.Fail
}

type (
	task  = awsstepfunctionstasks.LambdaInvoke
	state = awsstepfunctions.IChainable
)

func newDefinition(scope constructs.Construct, functions map[string]awslambda.Function) *definition {
	return &definition{
		scope:     scope,
		functions: functions,
		used:      map[string]awslambda.Function{},
		outcomes: []string{
			errorAlreadyDone, errorNotDue, workflow.ErrorCancelled, workflow.ErrorDeclined, workflow.ErrorEnded,
			workflow.ErrorException, workflow.ErrorProblem, workflow.ErrorArrived, workflow.ErrorUnauthorized,
		},
		failed: awsstepfunctions.NewFail(scope, jsii.String("Lifecycle failed"), &awsstepfunctions.FailProps{
			Comment:   jsii.String("A task failed for a reason that is no outcome; the history names it"),
			ErrorPath: jsii.String("$.failure.Error"),
			Cause:     jsii.String("A task failed for a reason that is no outcome of the business. The state before this one is the task."),
		}),
	}
}

// wait makes a state that registers its task token and goes on when the token is answered, at most as many seconds later
// as the input says under limit.
func (d *definition) wait(name, comment string, wait workflow.Wait, limit string) task {
	return d.waitThen(name, comment, wait, limit, "")
}

// waitThen is wait for a state whose answer is the number of seconds that the next one may take: it is put under next.
func (d *definition) waitThen(name, comment string, wait workflow.Wait, limit, next string) task {
	answer := awsstepfunctions.JsonPath_DISCARD()
	if next != "" {
		answer = jsii.String("$." + next)
	}
	payload := d.payload(wait)
	payload["token"] = awsstepfunctions.JsonPath_TaskToken()
	payload["enteredAt"] = awsstepfunctions.JsonPath_StringAt(jsii.String("$$.State.EnteredTime"))
	payload["retry"] = awsstepfunctions.JsonPath_NumberAt(jsii.String("$$.State.RetryCount"))
	return d.invoke(name, &awsstepfunctionstasks.LambdaInvokeProps{
		Comment:            jsii.String(comment),
		LambdaFunction:     d.function(contract.AwaitSignal.Name),
		IntegrationPattern: awsstepfunctions.IntegrationPattern_WAIT_FOR_TASK_TOKEN,
		Payload:            awsstepfunctions.TaskInput_FromObject(&payload),
		TaskTimeout:        awsstepfunctions.Timeout_At(jsii.String("$." + limit)),
		ResultPath:         answer,
	})
}

// do makes a state that calls a function about the subject and, if wait is not empty, that wait of it.
func (d *definition) do(name, comment, function string, wait workflow.Wait) task {
	payload := d.payload(wait)
	return d.invoke(name, &awsstepfunctionstasks.LambdaInvokeProps{
		Comment:        jsii.String(comment),
		LambdaFunction: d.function(function),
		Payload:        awsstepfunctions.TaskInput_FromObject(&payload),
		TaskTimeout:    awsstepfunctions.Timeout_Duration(awscdk.Duration_Minutes(jsii.Number(1))),
		ResultPath:     awsstepfunctions.JsonPath_DISCARD(),
	})
}

// overdue makes the states that follow when a wait has timed out. They ask whether it was given more time, or what it waits
// for has happened: if so it is waited for as many seconds longer, else end follows. That task looks again, in the transaction
// that ends something: what it finds not due is asked for once more. The answer is the first of these states.
func (d *definition) overdue(subject string, again task, wait workflow.Wait, limit string, end task) task {
	payload := d.payload(wait)
	check := d.invoke("Check "+subject+" deadline", &awsstepfunctionstasks.LambdaInvokeProps{
		Comment:        jsii.String("Was it given more time meanwhile?"),
		LambdaFunction: d.function(contract.CheckDeadline.Name),
		Payload:        awsstepfunctions.TaskInput_FromObject(&payload),
		TaskTimeout:    awsstepfunctions.Timeout_Duration(awscdk.Duration_Minutes(jsii.Number(1))),
		ResultSelector: &map[string]any{
			"waitAgain": awsstepfunctions.JsonPath_ObjectAt(jsii.String("$.Payload.waitAgain")),
			"seconds":   awsstepfunctions.JsonPath_ObjectAt(jsii.String("$.Payload.seconds")),
		},
		ResultPath: jsii.String("$.deadline"),
	})
	extend := awsstepfunctions.NewPass(d.scope, jsii.String("Extend "+subject+" deadline"), &awsstepfunctions.PassProps{
		InputPath:  jsii.String("$.deadline.seconds"),
		ResultPath: jsii.String("$." + limit),
	})
	extend.Next(again)
	choice := awsstepfunctions.NewChoice(d.scope, jsii.String("More time for "+subject+"?"), nil)
	choice.When(awsstepfunctions.Condition_BooleanEquals(jsii.String("$.deadline.waitAgain"), jsii.Bool(true)), extend, nil)
	choice.Otherwise(end)
	check.Next(choice)
	d.onTimeout(again, check)
	d.on(end, errorNotDue, check)
	d.failures(check)
	return check
}

// invoke makes a task that is repeated when the call of it, or something below it, failed; never for an outcome.
func (d *definition) invoke(name string, props *awsstepfunctionstasks.LambdaInvokeProps) task {
	t := awsstepfunctionstasks.NewLambdaInvoke(d.scope, jsii.String(name), props)
	t.AddRetry(&awsstepfunctions.RetryProps{Errors: jsii.Strings(d.outcomes...), MaxAttempts: jsii.Number(0)})
	t.AddRetry(&awsstepfunctions.RetryProps{
		Errors:      &[]*string{awsstepfunctions.Errors_TASKS_FAILED()},
		Interval:    awscdk.Duration_Seconds(jsii.Number(2)),
		BackoffRate: jsii.Number(3),
		MaxAttempts: jsii.Number(5),
	})
	return t
}

// on sends the task's error to next.
func (d *definition) on(t task, name string, next state) {
	t.AddCatch(next, &awsstepfunctions.CatchProps{
		Errors: jsii.Strings(name), ResultPath: awsstepfunctions.JsonPath_DISCARD(),
	})
}

func (d *definition) onTimeout(t task, next state) { d.on(t, *awsstepfunctions.Errors_TIMEOUT(), next) }

// failures sends every error that nothing before it caught to the failed end.
func (d *definition) failures(tasks ...task) {
	for _, t := range tasks {
		t.AddCatch(d.failed, &awsstepfunctions.CatchProps{
			Errors: &[]*string{awsstepfunctions.Errors_ALL()}, ResultPath: jsii.String("$.failure"),
		})
	}
}

// end makes a state in which an execution ends as it may.
func (d *definition) end(name, comment string) awsstepfunctions.Succeed {
	return awsstepfunctions.NewSucceed(d.scope, jsii.String(name), &awsstepfunctions.SucceedProps{Comment: jsii.String(comment)})
}

func (d *definition) payload(wait workflow.Wait) map[string]any {
	payload := map[string]any{}
	if wait != "" {
		payload["wait"] = string(wait)
	}
	for _, key := range d.subject {
		payload[key] = awsstepfunctions.JsonPath_StringAt(jsii.String("$." + key))
	}
	return payload
}

func (d *definition) function(action string) awslambda.Function {
	d.used[action] = d.functions[action]
	return d.functions[action]
}

// tasks lists the functions that the states call, sorted by action.
func (d *definition) tasks() []awslambda.Function {
	var functions []awslambda.Function
	for _, action := range slices.Sorted(maps.Keys(d.used)) {
		functions = append(functions, d.used[action])
	}
	return functions
}
