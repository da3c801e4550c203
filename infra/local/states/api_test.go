package states_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"
	"github.com/aws/smithy-go"
)

// client is the real SDK's, talking to the service over HTTP.
func client(t *testing.T, s *stack) *sfn.Client {
	t.Helper()
	server := httptest.NewServer(s.Service)
	t.Cleanup(server.Close)
	return sfn.New(sfn.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(server.URL), RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(credentials),
	})
}

func TestSDKRunsAnExecution(t *testing.T) {
	var r register
	s := newStack(t, r.take)
	c, ctx := client(t, s), t.Context()
	machine := aws.String(s.machine("m", await(`,"TimeoutSeconds":60,"Catch":[{"ErrorEquals":["Lost"],"Next":"Caught"}]`)))

	in := &sfn.StartExecutionInput{StateMachineArn: machine, Name: aws.String("e"), Input: aws.String(`{"a":"é<"}`)}
	started, err := c.StartExecution(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	again, err := c.StartExecution(ctx, in)
	if err != nil || *again.ExecutionArn != *started.ExecutionArn || !again.StartDate.Equal(epoch) {
		t.Errorf("started again: %v %v", again, err)
	}
	s.advance(1500 * time.Millisecond)
	if _, err := c.SendTaskHeartbeat(ctx, &sfn.SendTaskHeartbeatInput{TaskToken: aws.String(r.last())}); err != nil {
		t.Error(err)
	}
	if _, err := c.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: aws.String(r.last()), Output: aws.String(`{"ok":1}`)}); err != nil {
		t.Fatal(err)
	}
	d, err := c.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: started.ExecutionArn})
	if err != nil {
		t.Fatal(err)
	}
	if d.Status != types.ExecutionStatusSucceeded || *d.Input != *in.Input || *d.Output != `{"ok":1}` || *d.Name != "e" ||
		*d.StateMachineArn != *machine || !d.StopDate.Equal(epoch.Add(1500*time.Millisecond)) || !d.OutputDetails.Included {
		t.Errorf("described as %+v", d)
	}
	h, err := c.GetExecutionHistory(ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: started.ExecutionArn, IncludeExecutionData: aws.Bool(true)})
	if err != nil {
		t.Fatal(err)
	}
	checkHistory(t, h.Events)

	lost, err := c.StartExecution(ctx, &sfn.StartExecutionInput{StateMachineArn: machine})
	if err != nil {
		t.Fatal(err)
	}
	s.settle()
	if _, err := c.SendTaskFailure(ctx, &sfn.SendTaskFailureInput{TaskToken: aws.String(r.last()), Error: aws.String("Lost"), Cause: aws.String("c")}); err != nil {
		t.Fatal(err)
	}
	if d, err := c.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: lost.ExecutionArn}); err != nil || *d.Output != `{"Cause":"c","Error":"Lost"}` {
		t.Errorf("described as %+v, %v", d, err)
	}
}

// checkHistory reads one execution's events through the SDK's own shapes.
func checkHistory(t *testing.T, events []types.HistoryEvent) {
	t.Helper()
	want := []types.HistoryEventType{"ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted",
		"TaskSucceeded", "TaskStateExited", "SucceedStateEntered", "SucceedStateExited", "ExecutionSucceeded"}
	previous := []int64{0, 0, 2, 3, 4, 5, 6, 7, 8, 9} // as AWS numbers them
	if len(events) != len(want) {
		t.Fatalf("%d events, want %d", len(events), len(want))
	}
	for i, e := range events {
		if e.Type != want[i] || e.Id != int64(i+1) || e.PreviousEventId != previous[i] {
			t.Errorf("event %d after %d is %s, want %s", e.Id, e.PreviousEventId, e.Type, want[i])
		}
	}
	scheduled, succeeded := events[2].TaskScheduledEventDetails, events[5].TaskSucceededEventDetails
	if *events[0].ExecutionStartedEventDetails.Input != `{"a":"é<"}` || *events[0].ExecutionStartedEventDetails.RoleArn == "" ||
		*events[1].StateEnteredEventDetails.Name != "A" || events[1].StateEnteredEventDetails.InputDetails.Truncated {
		t.Errorf("started with %+v, entered %+v", events[0].ExecutionStartedEventDetails, events[1].StateEnteredEventDetails)
	}
	if *scheduled.ResourceType != "lambda" || *scheduled.Resource != "invoke.waitForTaskToken" || *scheduled.Region != "us-east-1" ||
		*scheduled.TimeoutInSeconds != 60 || !strings.Contains(*scheduled.Parameters, `"FunctionName":"register"`) {
		t.Errorf("scheduled %+v", scheduled)
	}
	if *succeeded.Output != `{"ok":1}` || !events[5].Timestamp.Equal(epoch.Add(1500*time.Millisecond)) {
		t.Errorf("succeeded with %+v", succeeded)
	}
	if *events[6].StateExitedEventDetails.Output != `{"ok":1}` || *events[9].ExecutionSucceededEventDetails.Output != `{"ok":1}` {
		t.Errorf("exited with %+v", events[6].StateExitedEventDetails)
	}
}

func TestSDKErrors(t *testing.T) {
	var r register
	s := newStack(t, r.take)
	c, ctx := client(t, s), t.Context()
	machine := aws.String(s.machine("m", await(`,"TimeoutSeconds":60`)))
	start := func(name, input string) error {
		_, err := c.StartExecution(ctx, &sfn.StartExecutionInput{StateMachineArn: machine, Name: aws.String(name), Input: aws.String(input)})
		return err
	}
	arn := s.start(*machine, "e", "{}")
	s.settle()
	expect[*types.ExecutionAlreadyExists](t, "other input", start("e", `{ }`))
	if _, err := c.StopExecution(ctx, &sfn.StopExecutionInput{ExecutionArn: &arn, Error: aws.String("E"), Cause: aws.String("C")}); err != nil {
		t.Fatal(err)
	}
	expect[*types.ExecutionAlreadyExists](t, "ended", start("e", `{}`))
	expect[*types.InvalidName](t, "a colon", start("a:b", `{}`))
	expect[*types.InvalidName](t, "81 characters", start(strings.Repeat("x", 81), `{}`))
	expect[*types.InvalidExecutionInput](t, "no JSON", start("f", `not json`))
	expect[*types.InvalidExecutionInput](t, "two values", start("f", `{} {}`))
	expect[*types.InvalidExecutionInput](t, "large", start("f", `"`+strings.Repeat("x", 262_143)+`"`))
	if err := start("g", `"`+strings.Repeat("x", 262_142)+`"`); err != nil {
		t.Errorf("the largest input: %v", err)
	}

	nothing := aws.String(account + "execution:m:nothing")
	_, err := c.StartExecution(ctx, &sfn.StartExecutionInput{StateMachineArn: aws.String(account + "stateMachine:none")})
	expect[*types.StateMachineDoesNotExist](t, "start", err)
	_, err = c.DescribeStateMachine(ctx, &sfn.DescribeStateMachineInput{StateMachineArn: aws.String(account + "stateMachine:none")})
	expect[*types.StateMachineDoesNotExist](t, "describe machine", err)
	_, err = c.ListExecutions(ctx, &sfn.ListExecutionsInput{StateMachineArn: aws.String(account + "stateMachine:none")})
	expect[*types.StateMachineDoesNotExist](t, "list", err)
	_, err = c.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: nothing})
	expect[*types.ExecutionDoesNotExist](t, "describe", err)
	_, err = c.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: aws.String("nonsense")})
	expect[*types.InvalidArn](t, "describe nonsense", err)
	_, err = c.GetExecutionHistory(ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: nothing})
	expect[*types.ExecutionDoesNotExist](t, "history", err)
	_, err = c.GetExecutionHistory(ctx, &sfn.GetExecutionHistoryInput{ExecutionArn: &arn, NextToken: aws.String("nonsense")})
	expect[*types.InvalidToken](t, "history page", err)
	_, err = c.StopExecution(ctx, &sfn.StopExecutionInput{ExecutionArn: nothing})
	expect[*types.ExecutionDoesNotExist](t, "stop", err)
	_, err = c.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: aws.String("nonsense"), Output: aws.String("1")})
	expect[*types.InvalidToken](t, "token", err)
	_, err = c.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: aws.String(r.tokens[0]), Output: aws.String("1")})
	expect[*types.TaskTimedOut](t, "token of a stopped execution", err)
	_, err = c.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: aws.String(r.tokens[0]), Output: aws.String("{")})
	expect[*types.InvalidOutput](t, "output", err)
	s.advance(91 * 24 * time.Hour)
	_, err = c.SendTaskFailure(ctx, &sfn.SendTaskFailureInput{TaskToken: aws.String(r.tokens[0])})
	expect[*types.TaskDoesNotExist](t, "token of a forgotten execution", err)
	_, err = c.CreateStateMachine(ctx, &sfn.CreateStateMachineInput{Name: aws.String("n"), Definition: aws.String("{}"), RoleArn: aws.String("r")})
	if e, ok := errors.AsType[smithy.APIError](err); !ok || e.ErrorCode() != "UnknownOperationException" {
		t.Errorf("an operation that is not supported: %v", err)
	}
}

func expect[E error](t *testing.T, what string, err error) {
	t.Helper()
	if _, ok := errors.AsType[E](err); !ok {
		t.Errorf("%s: %v, want a %T", what, err, *new(E))
	}
}

func TestSDKPages(t *testing.T) {
	var r register
	s := newStack(t, r.take)
	c, ctx := client(t, s), t.Context()
	machine := s.machine("m", await(`,"TimeoutSeconds":60`))
	s.machine("another", `"A":{"Type":"Succeed"}`)
	for i := range 5 {
		s.start(machine, fmt.Sprint("e", i), "")
		s.settle()
		if i%2 == 0 {
			if err := s.SendTaskSuccess(r.last(), "1"); err != nil {
				t.Fatal(err)
			}
		}
	}
	names := func(filter types.ExecutionStatus, size int32) (names []string, pages int) {
		p := sfn.NewListExecutionsPaginator(c, &sfn.ListExecutionsInput{StateMachineArn: &machine, StatusFilter: filter, MaxResults: size})
		for p.HasMorePages() {
			out, err := p.NextPage(ctx)
			if err != nil {
				t.Fatal(err)
			}
			pages++
			for _, e := range out.Executions {
				names = append(names, *e.Name)
			}
		}
		return names, pages
	}
	for _, c := range []struct {
		filter types.ExecutionStatus
		size   int32
		pages  int
		want   []string
	}{
		{"", 0, 1, []string{"e4", "e3", "e2", "e1", "e0"}},
		{"", 2, 3, []string{"e4", "e3", "e2", "e1", "e0"}},
		{types.ExecutionStatusSucceeded, 2, 2, []string{"e4", "e2", "e0"}},
		{types.ExecutionStatusRunning, 2, 1, []string{"e3", "e1"}},
		{types.ExecutionStatusAborted, 2, 1, nil},
	} {
		if got, pages := names(c.filter, c.size); !reflect.DeepEqual(got, c.want) || pages != c.pages {
			t.Errorf("%q by %d: %v on %d pages, want %v on %d", c.filter, c.size, got, pages, c.want, c.pages)
		}
	}

	arn := aws.String(account + "execution:m:e0")
	for _, reverse := range []bool{false, true} {
		var ids []int64
		p := sfn.NewGetExecutionHistoryPaginator(c, &sfn.GetExecutionHistoryInput{ExecutionArn: arn, MaxResults: 4, ReverseOrder: reverse, IncludeExecutionData: aws.Bool(false)})
		for p.HasMorePages() {
			out, err := p.NextPage(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range out.Events {
				ids = append(ids, e.Id)
				if e.StateEnteredEventDetails != nil && e.StateEnteredEventDetails.Input != nil {
					t.Errorf("event %d has data", e.Id)
				}
			}
		}
		want := []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
		if reverse {
			want = []int64{10, 9, 8, 7, 6, 5, 4, 3, 2, 1}
		}
		if !reflect.DeepEqual(ids, want) {
			t.Errorf("events %v, want %v", ids, want)
		}
	}

	machines, err := c.ListStateMachines(ctx, &sfn.ListStateMachinesInput{MaxResults: 1})
	if err != nil || len(machines.StateMachines) != 1 || *machines.StateMachines[0].Name != "another" {
		t.Fatalf("machines %+v, %v", machines, err)
	}
	machines, err = c.ListStateMachines(ctx, &sfn.ListStateMachinesInput{MaxResults: 1, NextToken: machines.NextToken})
	if err != nil || *machines.StateMachines[0].Name != "m" || machines.NextToken != nil {
		t.Fatalf("machines %+v, %v", machines, err)
	}
	d, err := c.DescribeStateMachine(ctx, &sfn.DescribeStateMachineInput{StateMachineArn: &machine})
	if err != nil || d.Status != types.StateMachineStatusActive || d.Type != types.StateMachineTypeStandard ||
		!strings.HasPrefix(*d.Definition, `{"StartAt":"A"`) || !d.CreationDate.Equal(epoch) {
		t.Errorf("machine %+v, %v", d, err)
	}
}

func TestUnknownFieldsAreRefused(t *testing.T) {
	s := newStack(t, echo)
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(`{"mapRunArn":"arn:x"}`))
	r.Header.Set("X-Amz-Target", "AWSStepFunctions.ListExecutions")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), `"com.amazonaws.states#SerializationException"`) || !strings.Contains(w.Body.String(), "mapRunArn") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
