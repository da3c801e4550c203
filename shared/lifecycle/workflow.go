package lifecycle

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"samplepath/shared/cloud"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/workflow"
)

// Workflow is Step Functions, as far as this application uses it. Safe for concurrent use.
type Workflow struct{ client *sfn.Client }

// Connect uses the function's credentials.
func Connect() *Workflow { return New(sfn.NewFromConfig(cloud.Config())) }

// New is Step Functions by its client.
func New(client *sfn.Client) *Workflow { return &Workflow{client} }

// StartSample starts the execution of a sample that was ordered at a time, named by its id: where the news of the order comes
// late, the sample has as much less time. One that exists already, running or ended, is fine.
func (w *Workflow) StartSample(ctx context.Context, sampleID string, p policy.Policy, orderedAt, now time.Time) error {
	in := begin(sampleID, p)
	late := now.Sub(orderedAt)
	in.ShipmentSeconds = Seconds(policy.Days(p.ShipByDays) - late)
	in.AuthorizationSeconds = Seconds(policy.Days(p.AnswerDays+1) - late)
	return w.start(ctx, Execution{SampleMachine, sampleID}, in)
}

// ResumeSample starts the execution of a sample that is on its way, under the name that is its turn. One that exists
// already, running or ended, is fine.
func (w *Workflow) ResumeSample(ctx context.Context, s sample.Sample, now time.Time) error {
	return w.start(ctx, SampleExecution(s), Resume(s, now))
}

// StartRequest starts an execution of an authorization request that expires at a time: the first, or one that takes over. One
// that exists already, running or ended, is fine.
func (w *Workflow) StartRequest(ctx context.Context, requestID, agencyID, creatorID string, number int, expiresAt, now time.Time) error {
	return w.start(ctx, RequestExecution(requestID, number), workflow.AuthorizationInput{
		RequestID: requestID, AgencyID: agencyID, CreatorID: creatorID, AnswerSeconds: Seconds(expiresAt.Sub(now)),
	})
}

func (w *Workflow) start(ctx context.Context, e Execution, input any) error {
	machine, name := os.Getenv(e.machine), e.Name
	encoded, err := json.Marshal(input)
	if err != nil {
		return fmt.Errorf("start %s: %w", name, err)
	}
	_, err = w.client.StartExecution(ctx, &sfn.StartExecutionInput{
		StateMachineArn: &machine, Name: &name, Input: aws.String(string(encoded)),
	})
	if _, exists := errors.AsType[*types.ExecutionAlreadyExists](err); err == nil || exists {
		return nil
	}
	return fmt.Errorf("start %s: %w", name, err)
}

// Standing is how an execution stands: Step Functions' status in lower case, or Missing.
type Standing string

// The standings that are told apart.
const (
	Missing Standing = "missing"
	Running Standing = "running"
)

// Standing says how an execution stands.
func (w *Workflow) Standing(ctx context.Context, e Execution) (Standing, error) {
	name := e.arn()
	found, err := w.client.DescribeExecution(ctx, &sfn.DescribeExecutionInput{ExecutionArn: &name, IncludedData: types.IncludedDataMetadataOnly})
	if _, missing := errors.AsType[*types.ExecutionDoesNotExist](err); missing {
		return Missing, nil
	}
	if err != nil {
		return "", fmt.Errorf("describe %s: %w", e.Name, err)
	}
	return Standing(strings.ToLower(string(found.Status))), nil
}

// IdleSince is when an execution last did something.
func (w *Workflow) IdleSince(ctx context.Context, e Execution) (time.Time, error) {
	name := e.arn()
	history, err := w.client.GetExecutionHistory(ctx, &sfn.GetExecutionHistoryInput{
		ExecutionArn: &name, ReverseOrder: true, MaxResults: 1, IncludeExecutionData: aws.Bool(false),
	})
	if err == nil && len(history.Events) == 0 {
		err = errors.New("an empty history")
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("history of %s: %w", e.Name, err)
	}
	return aws.ToTime(history.Events[0].Timestamp), nil
}

// Stop ends an execution, for a reason that its history shows. One that has ended already is fine.
func (w *Workflow) Stop(ctx context.Context, e Execution, cause string) error {
	name := e.arn()
	if _, err := w.client.StopExecution(ctx, &sfn.StopExecutionInput{ExecutionArn: &name, Cause: &cause}); err != nil {
		return fmt.Errorf("stop %s: %w", e.Name, err)
	}
	return nil
}

// IsWaiting reports whether an execution waits under a token. It asks by a heartbeat, which changes nothing in a wait that
// expects none, leaves no trace in its history, and may be sent far more often than executions may be described.
func (w *Workflow) IsWaiting(ctx context.Context, token string) (bool, error) {
	_, err := w.client.SendTaskHeartbeat(ctx, &sfn.SendTaskHeartbeatInput{TaskToken: &token})
	switch {
	case err == nil:
		return true, nil
	case over(err):
		return false, nil
	}
	return false, fmt.Errorf("ask for a wait: %w", err)
}

// Complete ends the wait behind a token. A token whose wait is over already is fine.
func (w *Workflow) Complete(ctx context.Context, token string, outcome Outcome) error {
	var err error
	if outcome.Error != "" {
		_, err = w.client.SendTaskFailure(ctx, &sfn.SendTaskFailureInput{
			TaskToken: &token, Error: &outcome.Error, Cause: aws.String("What the wait was for will not happen."),
		})
	} else {
		_, err = w.client.SendTaskSuccess(ctx, &sfn.SendTaskSuccessInput{TaskToken: &token, Output: aws.String(strconv.Itoa(outcome.Seconds))})
	}
	if err == nil || over(err) {
		return nil
	}
	return fmt.Errorf("complete a wait: %w", err)
}

// over reports whether an error says that a token's wait has ended.
func over(err error) bool {
	if _, ok := errors.AsType[*types.TaskTimedOut](err); ok {
		return true
	}
	if _, ok := errors.AsType[*types.TaskDoesNotExist](err); ok {
		return true
	}
	_, ok := errors.AsType[*types.InvalidToken](err)
	return ok
}

// OutcomeOf says whether the wait of an input is over by now.
func OutcomeOf(ctx context.Context, t *table.Table, in workflow.AwaitSignalInput, now time.Time) (Outcome, error) {
	if in.SampleID != "" {
		s, err := samples.Get(ctx, t, in.SampleID)
		if err != nil || in.Wait != workflow.WaitAuthorization {
			return SampleOutcome(in.Wait, s, now), err
		}
		a, err := creators.Authorization(ctx, t, s.AgencyID, s.CreatorID)
		return OfReservation(s, a), err
	}
	a, err := creators.Authorization(ctx, t, in.AgencyID, in.CreatorID)
	return OfAuthorization(in.RequestID, a), err
}

// SampleOutcome is OfSample with what the state machine wants to know next.
func SampleOutcome(wait workflow.Wait, s sample.Sample, now time.Time) Outcome {
	outcome := OfSample(wait, s)
	outcome.Seconds = NextSeconds(wait, s, now)
	return outcome
}
