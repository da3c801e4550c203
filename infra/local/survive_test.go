package local_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/states"
	"samplepath/shared/contract"
	"samplepath/shared/database/meter"
	"samplepath/shared/event"
)

const (
	publishEvents = "samplepath-publish-events"
	awaitSignal   = "samplepath-await-signal"
	lifecycles    = "samplepath-sample-lifecycle"
)

// The stream's consumer is killed again and again while it works: nothing is lost, and nothing happens twice.
func TestKilledConsumerLosesNothing(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	before := len(a.inbox(a.Seller))
	var killed atomic.Int64
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for killed.Load() < 3 {
			if n, err := a.Lambda.Kill(publishEvents); err == nil {
				killed.Add(int64(n))
			}
			select {
			case <-stop:
				return
			case <-time.After(3 * time.Millisecond):
			}
		}
	}()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.must(a.Ship(ctx, s.ID, "9400100000000000000011"))
	a.settle()
	close(stop)
	<-stopped
	if killed.Load() == 0 {
		t.Fatal("nothing was killed")
	}
	a.advance(time.Hour) // what backed off comes again
	if got := a.executions(lifecycles); len(got) != 1 || got[s.ID] != states.Running {
		t.Fatalf("executions %v", got)
	}
	if got := len(a.inbox(a.Seller)) - before; got != 1 {
		t.Fatalf("the seller was told %d times of one order", got)
	}
	a.inState(s.ID, "Await delivery")
}

// inState checks where a sample's execution stands.
func (a *app) inState(sampleID, want string) {
	a.Helper()
	visits, err := a.States.Visits(a.sample(sampleID).ExecutionArn)
	a.must(err)
	if got := visits[len(visits)-1].State; got != want {
		a.Fatalf("the execution is in %q, want %q; it went through %v", got, want, visits)
	}
}

// The wait is registered before the event that it waits for, and after it: both go on at once.
func TestWaitBeforeAndAfterItsEvent(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	first, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.settle()
	a.inState(first.ID, "Await shipment")
	a.must(a.Ship(ctx, first.ID, "9400100000000000000021"))
	a.settle()
	a.inState(first.ID, "Await delivery")

	// The token of the second sample's wait cannot be stored for some time; meanwhile the seller dispatches.
	late := a.newCreator("@second")
	a.must(a.Join(ctx, late))
	remove := a.Meter.Inject(meter.Fault{Kind: meter.Throttle, Operation: "PutItem", App: awaitSignal, Probability: 1})
	second, err := a.Order(ctx, late)
	a.must(err)
	a.settle()
	a.must(a.Ship(ctx, second.ID, "9400100000000000000022"))
	a.settle()
	a.inState(second.ID, "Await shipment")
	if remove() == 0 {
		t.Fatal("no registration was held up")
	}
	a.advance(10 * time.Minute) // the task's retries
	a.inState(second.ID, "Await delivery")
}

// The same event, delivered three times more, changes nothing.
func TestEventDeliveredAgainChangesNothing(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.must(a.Ship(ctx, s.ID, "9400100000000000000031"))
	a.settle()
	inboxes := func() string {
		encoded, err := json.Marshal([]any{a.inbox(a.Agency), a.inbox(a.Seller), a.inbox(a.Creator)})
		a.must(err)
		return string(encoded)
	}
	before, executions := inboxes(), fmt.Sprint(a.executions(lifecycles))

	client := eventbridge.New(eventbridge.Options{Region: "us-east-1", BaseEndpoint: &a.CloudURL, Credentials: anybody})
	recent := a.Bus.Recent(100)
	if len(recent) == 0 {
		t.Fatal("no events")
	}
	for range 3 {
		for _, e := range recent {
			out, err := client.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: []types.PutEventsRequestEntry{{
				EventBusName: &a.App.Buses[0].Name, Source: aws.String(event.Source), DetailType: aws.String(e.DetailType), Detail: aws.String(string(e.Detail)),
			}}})
			a.must(err)
			if out.FailedEntryCount != 0 {
				t.Fatalf("refused: %s", *out.Entries[0].ErrorMessage)
			}
		}
	}
	a.settle()
	if after := inboxes(); after != before {
		t.Errorf("inboxes before\n%s\nafter\n%s", before, after)
	}
	if after := fmt.Sprint(a.executions(lifecycles)); after != executions {
		t.Errorf("executions before %s, after %s", executions, after)
	}
	a.inState(s.ID, "Await delivery")
}

// Feature F3: the same key gives the same sample, and says that it is a replay; another body is refused.
func TestOrderTwiceWithOneKey(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	order := contract.OrderSampleRequest{CampaignID: a.Campaign.Campaign.ID, RegistrationID: a.Products[0].ID, CreatorID: a.Creator.ActorID}
	first, err := a.Agency.Do(ctx, http.MethodPost, "/v1/samples", "order-1", order)
	a.must(err)
	again, err := a.Agency.Do(ctx, http.MethodPost, "/v1/samples", "order-1", order)
	a.must(err)
	if first.Status != http.StatusCreated || again.Status != first.Status || string(again.Body) != string(first.Body) {
		t.Fatalf("first %d %s\nagain %d %s", first.Status, first.Body, again.Status, again.Body)
	}
	if first.Header.Get("Idempotency-Replayed") != "" || again.Header.Get("Idempotency-Replayed") != "true" {
		t.Fatalf("replayed: %q, then %q", first.Header.Get("Idempotency-Replayed"), again.Header.Get("Idempotency-Replayed"))
	}
	order.Variant = "50 ml"
	other, err := a.Agency.Do(ctx, http.MethodPost, "/v1/samples", "order-1", order)
	a.must(err)
	if other.Status != http.StatusUnprocessableEntity || !strings.Contains(string(other.Body), "idempotency_key_reused") {
		t.Fatalf("another body: %d %s", other.Status, other.Body)
	}
	a.settle()
	if got := a.executions(lifecycles); len(got) != 1 {
		t.Fatalf("executions %v", got)
	}
	if got := a.available(); got != 9 {
		t.Fatalf("%d available, want 9", got)
	}
}

// Feature F3: 50 orders at once against 10 samples, with some of their transactions in conflict and one whose answer is
// lost after the commit.
func TestFiftyOrdersAtOnceGiveTenSamples(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	creators := []*demo.Party{a.Creator}
	for i := range 49 {
		creator := a.newCreator(fmt.Sprintf("@creator-%d", i))
		a.must(a.Join(ctx, creator))
		creators = append(creators, creator)
	}
	a.settle()
	const orderSample = "samplepath-order-sample"
	a.Meter.Inject(meter.Fault{Kind: meter.TransactionConflict, Operation: "TransactWriteItems", App: orderSample, Probability: 0.3, Times: 20, Reasons: []int{2}})
	a.Meter.Inject(meter.Fault{Kind: meter.TimeoutAfterCommit, Operation: "TransactWriteItems", App: orderSample, Nth: 5, Times: 1})
	var group sync.WaitGroup
	var ordered, exhausted atomic.Int64
	for _, creator := range creators {
		group.Go(func() {
			answer, err := a.Agency.Do(ctx, http.MethodPost, "/v1/samples", "order-"+creator.ActorID, contract.OrderSampleRequest{
				CampaignID: a.Campaign.Campaign.ID, RegistrationID: a.Products[0].ID, CreatorID: creator.ActorID,
			})
			switch {
			case err == nil && answer.Status == http.StatusCreated:
				ordered.Add(1)
			case err == nil && strings.Contains(string(answer.Body), "allocation_exhausted"):
				exhausted.Add(1)
			default:
				t.Errorf("order: %d %s %v", answer.Status, answer.Body, err)
			}
		})
	}
	group.Wait()
	a.settle()
	page, err := demo.Get[contract.Page[contract.AgencySample]](ctx, a.Agency, "/v1/campaigns/"+a.Campaign.Campaign.ID+"/samples?limit=100")
	a.must(err)
	executions := a.executions(lifecycles)
	if ordered.Load() != 10 || exhausted.Load() != 40 || len(page.Items) != 10 || len(executions) != 10 || a.available() != 0 {
		t.Fatalf("%d ordered, %d exhausted, %d samples, %d executions, %d available",
			ordered.Load(), exhausted.Load(), len(page.Items), len(executions), a.available())
	}
	for _, s := range page.Items {
		if executions[s.ID] != states.Running {
			t.Errorf("sample %s has an execution that is %q", s.ID, executions[s.ID])
		}
	}
}

// A table that is throttled for longer than the retries last is no internal error, and leaves nothing half-written.
func TestThrottledTableAnswersTryAgain(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	remove := a.Meter.Inject(meter.Fault{Kind: meter.Throttle, Operation: "TransactWriteItems", App: "samplepath-order-sample", Probability: 1})
	order := contract.OrderSampleRequest{CampaignID: a.Campaign.Campaign.ID, RegistrationID: a.Products[0].ID, CreatorID: a.Creator.ActorID}
	busy, err := a.Agency.Do(ctx, http.MethodPost, "/v1/samples", "order-1", order)
	a.must(err)
	if busy.Status != http.StatusServiceUnavailable || !strings.Contains(string(busy.Body), "try_again_later") {
		t.Fatalf("%d %s", busy.Status, busy.Body)
	}
	remove()
	again, err := a.Agency.Do(ctx, http.MethodPost, "/v1/samples", "order-1", order)
	a.must(err)
	if again.Status != http.StatusCreated || a.available() != 9 {
		t.Fatalf("%d %s, %d available", again.Status, again.Body, a.available())
	}
}
