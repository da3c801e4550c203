package local_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sfn/types"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/states"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/workflow"
)

const (
	reconciler      = "samplepath-reconcile-lifecycles"
	signalLifecycle = "samplepath-signal-lifecycle"
)

// reconcile lets each part of the reconciler come by once, within its hour.
func (a *app) reconcile() { a.reconcileFor(time.Hour) }

// reconcileFor lets the reconciler come by as often as in the cloud. Otherwise it rests in a scenario: its eight parts
// would be most of what weeks cost.
func (a *app) reconcileFor(d time.Duration) {
	a.Helper()
	a.reconcilers(a.Schedules.Resume)
	a.reconcilers(func(part string) error {
		return a.Schedules.SetInterval(part, contract.ReconcileLifecycles.Trigger.Schedule)
	})
	a.advance(d)
	a.reconcilers(a.Schedules.Pause)
}

// reconcilers does something with the schedule of each part of the reconciler.
func (a *app) reconcilers(do func(schedule string) error) {
	a.Helper()
	for part := range workflow.ReconcilerParts {
		a.must(do(fmt.Sprintf("%s-%d", reconciler, part)))
	}
}

func (a *app) workflows() *sfn.Client {
	return sfn.New(sfn.Options{Region: "us-east-1", BaseEndpoint: &a.CloudURL, Credentials: anybody})
}

// abort stops the execution of a sample, as somebody does in the console.
func (a *app) abort(sampleID string) {
	a.Helper()
	_, err := a.workflows().StopExecution(a.Context(), &sfn.StopExecutionInput{ExecutionArn: aws.String(a.sample(sampleID).ExecutionArn)})
	a.must(err)
	a.settle()
}

// waits hands the registered waits of a sample to do, as they are in the table, and counts them.
func (a *app) waits(sampleID string, do func(client *dynamodb.Client, wait map[string]ddb.AttributeValue) error) int {
	a.Helper()
	client := dynamodb.New(dynamodb.Options{Region: "us-east-1", BaseEndpoint: &a.DatabaseURL, Credentials: anybody})
	waits, err := client.Query(a.Context(), &dynamodb.QueryInput{
		TableName: &a.table, KeyConditionExpression: aws.String("PK = :pk AND begins_with(SK, :sk)"),
		ExpressionAttributeValues: map[string]ddb.AttributeValue{
			":pk": &ddb.AttributeValueMemberS{Value: "SAMPLE#" + sampleID}, ":sk": &ddb.AttributeValueMemberS{Value: "WAIT#"},
		},
	})
	a.must(err)
	for _, wait := range waits.Items {
		a.must(do(client, wait))
	}
	a.settle()
	return len(waits.Items)
}

// forgetWaits removes the tokens that are registered for a sample, and counts them.
func (a *app) forgetWaits(sampleID string) int {
	a.Helper()
	return a.waits(sampleID, func(client *dynamodb.Client, wait map[string]ddb.AttributeValue) error {
		_, err := client.DeleteItem(a.Context(), &dynamodb.DeleteItemInput{
			TableName: &a.table, Key: map[string]ddb.AttributeValue{"PK": wait["PK"], "SK": wait["SK"]},
		})
		return err
	})
}

// fail ends the waits of a sample by an error that none of its states knows, and none repeats.
func (a *app) fail(sampleID string) {
	a.Helper()
	a.waits(sampleID, func(_ *dynamodb.Client, wait map[string]ddb.AttributeValue) error {
		_, err := a.workflows().SendTaskFailure(a.Context(), &sfn.SendTaskFailureInput{
			TaskToken: aws.String(wait["token"].(*ddb.AttributeValueMemberS).Value), Error: aws.String(workflow.ErrorDeclined),
		})
		if _, over := errors.AsType[*types.TaskTimedOut](err); over {
			return nil
		}
		return err
	})
}

func (a *app) timeline(sampleID string) []contract.TimelineEntry {
	a.Helper()
	page, err := demo.Get[contract.Page[contract.TimelineEntry]](a.Context(), a.Agency, "/v1/samples/"+sampleID+"/timeline?limit=100")
	a.must(err)
	return page.Items
}

// replay rebuilds a sample from what its agency reads of its timeline (feature O3).
func replay(timeline []contract.TimelineEntry) (sample.Sample, error) {
	var events []event.Event
	for _, e := range timeline {
		events = append(events, event.Event{
			Type: e.Type, Subject: e.Subject, Version: e.Version, To: string(e.To), Parties: event.Parties(e.Parties), Change: e.Change,
		})
	}
	return event.Replay[sample.Sample](events)
}

// restarts lists what was found of a sample's executions when it was restarted.
func (a *app) restarts(sampleID string) []string {
	a.Helper()
	var found []string
	for _, e := range a.timeline(sampleID) {
		if e.Type == sample.EventRestarted {
			found = append(found, e.By.ID+" "+e.Details["found"])
		}
	}
	return found
}

// Feature O2: whatever happens to the workflow of a sample, an hour later it goes on where the sample stands.
func TestReconcilerMends(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		harm func(a *app) (sampleID string)
		want map[string]states.Status // executions in the end, by what follows the sample's id
		told []string
	}{
		"an execution that never started": {func(a *app) string {
			a.must(a.Bus.SetEnabled(signalLifecycle, false))
			s, err := a.Order(a.Context(), a.Creator)
			a.must(err)
			a.settle()
			a.must(a.Bus.SetEnabled(signalLifecycle, true))
			if got := a.executions(lifecycles); len(got) != 0 {
				a.Fatalf("executions %v", got)
			}
			return s.ID
		}, map[string]states.Status{"": states.Succeeded}, nil},
		"one that was stopped": {func(a *app) string {
			s, err := a.Order(a.Context(), a.Creator)
			a.must(err)
			a.settle()
			a.abort(s.ID)
			return s.ID
		}, map[string]states.Status{"": states.Aborted, "-2": states.Succeeded}, []string{"reconcile-lifecycles aborted"}},
		"one that failed": {func(a *app) string {
			s, err := a.Order(a.Context(), a.Creator)
			a.must(err)
			a.settle()
			a.fail(s.ID)
			if got := a.executions(lifecycles)[s.ID]; got != states.Failed {
				a.Fatalf("the execution is %s", got)
			}
			return s.ID
		}, map[string]states.Status{"": states.Failed, "-2": states.Succeeded}, []string{"reconcile-lifecycles failed"}},
		"one that waits under no token": {func(a *app) string {
			s, err := a.Order(a.Context(), a.Creator)
			a.must(err)
			a.settle()
			if a.forgetWaits(s.ID) != 1 {
				a.Fatal("it does not wait")
			}
			return s.ID
		}, map[string]states.Status{"": states.Aborted, "-2": states.Succeeded}, []string{"reconcile-lifecycles no_wait"}},
		"one that missed a signal": {func(a *app) string {
			s, err := a.Order(a.Context(), a.Creator)
			a.must(err)
			a.settle()
			a.must(a.Bus.SetEnabled(signalLifecycle, false))
			a.must(a.Ship(a.Context(), s.ID, "9400100000000000000000"))
			a.settle()
			a.must(a.Bus.SetEnabled(signalLifecycle, true))
			a.inState(s.ID, "Await shipment")
			return s.ID
		}, map[string]states.Status{"": states.Succeeded}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			a := opened(t)
			sampleID := test.harm(a)
			a.reconcile()
			a.inState(sampleID, map[sample.Status]string{sample.StatusReadyToShip: "Await shipment", sample.StatusShipped: "Await delivery"}[a.sample(sampleID).Status])
			a.finish(sampleID, "9400100000000000000000")
			if got := a.sample(sampleID).Status; got != sample.StatusCompleted {
				t.Fatalf("the sample is %s", got)
			}
			want := map[string]states.Status{}
			for suffix, status := range test.want {
				want[sampleID+suffix] = status
			}
			if got := a.executions(lifecycles); !maps.Equal(got, want) {
				t.Fatalf("executions %v, want %v", got, want)
			}
			if got := a.restarts(sampleID); !slices.Equal(got, test.told) {
				t.Fatalf("the timeline tells of %v, want %v", got, test.told)
			}
			if replayed, err := replay(a.timeline(sampleID)); err != nil || replayed.Status != sample.StatusCompleted || replayed.Restarts != len(test.told) {
				t.Fatalf("replayed %+v, %v", replayed, err)
			}
		})
	}
}

// Features F9, O2: a workflow that waits for an authorization is mended like every other.
func TestReconcilerMendsAReservation(t *testing.T) {
	t.Parallel()
	a := promoted(t)
	s := a.orderAhead(0)
	a.settle()
	a.abort(s.ID)
	a.reconcile()
	a.inState(s.ID, "Await authorization")
	a.must(a.Bus.SetEnabled(signalLifecycle, false))
	a.must(a.Accept(t.Context(), a.Creator))
	a.settle()
	a.must(a.Bus.SetEnabled(signalLifecycle, true))
	a.inState(s.ID, "Await authorization")
	a.reconcile()
	a.inState(s.ID, "Await shipment")
	want := map[string]states.Status{s.ID: states.Aborted, s.ID + "-2": states.Running}
	if got := a.executions(lifecycles); !maps.Equal(got, want) || a.sample(s.ID).Status != sample.StatusReadyToShip {
		t.Fatalf("executions %v, want %v", got, want)
	}
}

// Features E5, O2: the workflow of an authorization request is mended, too: one that never started, and one that was stopped;
// where it is lost for good, the request expires all the same.
func TestReconcilerMendsARequest(t *testing.T) {
	t.Parallel()
	a := promoted(t)
	ctx := t.Context()
	const requests = "samplepath-creator-authorization"
	a.must(a.Bus.SetEnabled(signalLifecycle, false))
	a.must(a.Ask(ctx, a.Creator))
	a.settle()
	a.must(a.Bus.SetEnabled(signalLifecycle, true))
	if got := a.executions(requests); len(got) != 0 {
		t.Fatalf("executions %v", got)
	}
	a.reconcile()
	started := slices.Collect(maps.Keys(a.executions(requests)))
	if len(started) != 1 {
		t.Fatalf("executions %v", started)
	}
	id := started[0]
	arn := strings.Replace(a.machine(requests), ":stateMachine:", ":execution:", 1) + ":" + id
	_, err := a.workflows().StopExecution(ctx, &sfn.StopExecutionInput{ExecutionArn: &arn})
	a.must(err)
	a.reconcile()
	if got, want := a.executions(requests), map[string]states.Status{id: states.Aborted, id + "-2": states.Running}; !maps.Equal(got, want) {
		t.Fatalf("executions %v, want %v", got, want)
	}
	a.advance(7 * day)
	if got := a.executions(requests)[id+"-2"]; got != states.Succeeded {
		t.Errorf("the execution that took over is %s", got)
	}
	if got := a.creators(authorization.StatusUnauthorized, ""); got == "" {
		t.Error("the request has not expired")
	}
}

// machine is the ARN of a state machine.
func (a *app) machine(name string) string {
	a.Helper()
	for _, m := range a.States.ListMachines() {
		if m.Name == name {
			return m.ARN
		}
	}
	a.Fatalf("there is no state machine %s", name)
	return ""
}

// finish takes a sample from wherever it stands on its way to posted content.
func (a *app) finish(sampleID, tracking string) {
	a.Helper()
	if a.sample(sampleID).Status == sample.StatusReadyToShip {
		a.must(a.Ship(a.Context(), sampleID, tracking))
		a.settle()
	}
	a.delivered(tracking)
	a.must(a.Publish(a.Context(), a.Creator, sampleID))
	a.settle()
}

// Feature O2: a restarted workflow keeps the deadlines that the sample has, at every wait, and is itself restarted.
func TestRestartedWorkflowKeepsTheDeadlines(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.quiet()
	ctx := t.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.advance(10 * day)
	a.abort(s.ID)
	a.reconcile() // four days are left to ship it
	a.must(a.Ship(ctx, s.ID, "9400100000000000000071"))
	a.delivered("9400100000000000000071")
	a.miss(s.ID)
	a.advance(10 * day)
	a.abort(s.ID)
	a.reconcile() // four days are left to decide
	a.inState(s.ID, "Await resolution")
	_, err = demo.Post[contract.AgencySample](ctx, a.Agency, "/v1/samples/"+s.ID+"/resolution", contract.ResolveExceptionRequest{Action: "reship", AddressID: s.AddressID})
	a.must(err)
	a.advance(13 * day) // one that is sent again has two weeks like every other
	a.must(a.Ship(ctx, s.ID, "9400100000000000000072"))
	a.delivered("9400100000000000000072")
	a.miss(s.ID)
	a.advance(13 * day) // and a second problem two weeks for the decision
	a.inState(s.ID, "Await resolution")
	a.advance(2 * day)
	if got := a.sample(s.ID); got.Status != sample.StatusLost || got.Reason != "not_resolved_in_time" || got.Restarts != 2 || !strings.HasSuffix(got.ExecutionArn, s.ID+"-3") {
		t.Fatalf("the sample is %s: %s, after %d restarts by %s", got.Status, got.Reason, got.Restarts, got.ExecutionArn)
	}
	if got, want := fmt.Sprint(a.restarts(s.ID)), "[reconcile-lifecycles aborted reconcile-lifecycles aborted]"; got != want {
		t.Fatalf("restarted after %s, want %s", got, want)
	}
}

// Feature O2: where every workflow is well, the job writes nothing, neither to the table nor to the histories.
func TestReconcilerLeavesWellAlone(t *testing.T) {
	t.Parallel()
	a := opened(t)
	s := a.shipped("9400100000000000000073")
	arn := a.sample(s.ID).ExecutionArn
	before, err := a.States.History(states.HistoryInput{ARN: arn, MaxResults: 1000})
	a.must(err)
	counted, runs := a.Meter.Counts(), a.Lambda.Invocations().ByFunction[reconciler]
	a.reconcileFor(5 * time.Hour)
	after, err := a.States.History(states.HistoryInput{ARN: arn, MaxResults: 1000})
	a.must(err)
	if runs = a.Lambda.Invocations().ByFunction[reconciler] - runs; runs != 5*workflow.ReconcilerParts || len(after.Events) != len(before.Events) {
		t.Fatalf("%d runs; %d events in the history, %d before", runs, len(after.Events), len(before.Events))
	}
	asked := slices.Sorted(maps.Keys(a.Meter.Counts().Since(counted).ByApp[reconciler].ByOperation))
	if want := []string{"BatchGetItem", "Query"}; !slices.Equal(asked, want) {
		t.Fatalf("the runs asked for %v, want %v only", asked, want)
	}
	if summary := `"checked":1,"signalled":0,"started":0,"restarted":0,"expired":0,"resting":0,"gaveUp":0,"failed":0,"atEnd":true`; !strings.Contains(a.logs.String(), summary) {
		t.Fatalf("no summary %s", summary)
	}
}
