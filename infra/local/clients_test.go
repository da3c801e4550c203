package local_test

import (
	"context"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"samplepath/shared/id"
)

var anybody = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
})

// The SDK's own clients work against the local cloud, with the application's own state machines and functions.
func TestSDKClients(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	ctx := t.Context()
	workflow := sfn.New(sfn.Options{Region: "us-east-1", BaseEndpoint: &a.CloudURL, Credentials: anybody})
	machines, err := workflow.ListStateMachines(ctx, &sfn.ListStateMachinesInput{})
	a.must(err)
	if len(machines.StateMachines) != 2 {
		t.Fatalf("%d state machines", len(machines.StateMachines))
	}
	var machine *string
	for _, m := range machines.StateMachines {
		if aws.ToString(m.Name) == "samplepath-creator-authorization" {
			machine = m.StateMachineArn
		}
	}
	requestID := id.New(ctx, id.Authorization)
	input := `{"requestId":"` + requestID + `","agencyId":"agn_x","creatorId":"crt_x","answerSeconds":3600}`
	started, err := workflow.StartExecution(ctx, &sfn.StartExecutionInput{StateMachineArn: machine, Name: &requestID, Input: &input})
	a.must(err)
	a.settle()
	described, err := workflow.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: started.ExecutionArn})
	a.must(err)
	if aws.ToString(described.Input) != input {
		t.Fatalf("described %+v", described)
	}
	listed, err := workflow.ListExecutions(ctx, &sfn.ListExecutionsInput{StateMachineArn: machine})
	a.must(err)
	history, err := workflow.GetExecutionHistory(ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: started.ExecutionArn})
	a.must(err)
	if len(listed.Executions) != 1 || len(history.Events) < 3 || history.Events[0].Type != types.HistoryEventTypeExecutionStarted {
		t.Fatalf("%d executions, %d events", len(listed.Executions), len(history.Events))
	}
	_, err = workflow.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: aws.String("none"), Output: aws.String("{}")})
	if _, ok := errors.AsType[*types.InvalidToken](err); !ok {
		t.Fatalf("a token of nobody's: %v", err)
	}

	functions := lambda.New(lambda.Options{Region: "us-east-1", BaseEndpoint: &a.CloudURL, Credentials: anybody})
	answer, err := functions.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String("samplepath-list-notifications"), Payload: []byte(`{}`)})
	a.must(err)
	if answer.StatusCode != 200 || answer.FunctionError != nil {
		t.Fatalf("%d %s %s", answer.StatusCode, aws.ToString(answer.FunctionError), answer.Payload)
	}
}
