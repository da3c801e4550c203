package local_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/states"
	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/database/meter"
)

// off takes what a consumer depends on away from it, and gives it back.
type off func(a *app, consumer string) (on func())

// denied is an outage in which the table refuses whatever the consumer asks.
func denied(a *app, consumer string) (on func()) {
	remove := a.Meter.Inject(meter.Fault{Kind: meter.Deny, App: "samplepath-" + consumer, Probability: 1})
	return func() {
		a.Helper()
		if remove() == 0 {
			a.Errorf("%s asked for nothing", consumer)
		}
	}
}

func busDown(a *app, _ string) (on func()) {
	a.Bus.SetDown(true)
	return func() { a.Bus.SetDown(false) }
}

// business is what happens meanwhile: a creator who joins, and a sample from its order to its dispatch.
func business(a *app) (sampleID string, joined *demo.Party) {
	a.Helper()
	ctx := a.Context()
	joined = a.newCreator("@meanwhile")
	a.must(a.Join(ctx, joined))
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.settle()
	a.must(a.Ship(ctx, s.ID, "9400100000000000000091"))
	a.settle()
	return s.ID, joined
}

// told lists what the parties were told, with nothing that differs between two runs of the same business.
func (a *app) told(parties ...*demo.Party) (out []string) {
	a.Helper()
	for i, p := range parties {
		for _, n := range a.inbox(p) {
			out = append(out, fmt.Sprintf("%d %s", i, n.Type))
		}
	}
	slices.Sort(out)
	return out
}

// undelivered counts what lies in the queues.
func (a *app) undelivered() (retries, dead int) {
	for _, queue := range a.Queues.All() {
		if strings.HasSuffix(queue.Name, "-retries") {
			retries += len(queue.Messages)
		} else {
			dead += len(queue.Messages)
		}
	}
	return retries, dead
}

// Every consumer catches up after an outage of 24 hours, by itself and within a quarter of an hour: every notice is there
// once, the workflows go on, the lists are right, and nothing is given up.
func TestEveryConsumerCatchesUpAfterADay(t *testing.T) {
	t.Parallel()
	want := func() []string { // of the same business without an outage
		a := opened(t)
		_, joined := business(a)
		return a.told(a.Agency, a.Seller, a.Creator, joined)
	}()
	outages := map[string]off{
		"notify": denied, "signal-lifecycle": denied, "index-campaign": denied, "index-creators": denied, "apply-kept-news": denied,
		"keep-tasks":     denied,
		"publish-events": busDown,
	}
	for _, action := range contract.Actions() {
		if outages[action.Name] == nil && len(action.Trigger.Events) > 0 {
			t.Errorf("%s is a consumer without an outage", action.Name)
		}
	}
	for consumer, outage := range outages {
		t.Run(consumer, func(t *testing.T) {
			t.Parallel()
			a := opened(t)
			a.quiet()
			if consumer == "index-campaign" {
				a.publish(false)
			}
			on := outage(a, consumer)
			if consumer == "index-campaign" {
				a.publish(true)
			}
			if consumer == "apply-kept-news" {
				a.tell("kept", demo.News{EventID: "evt_before", Tracking: "9400100000000000000091", Status: "in_transit", At: a.Clock.Now()})
			}
			sampleID, joined := business(a)
			if consumer == "keep-tasks" {
				a.registered()
				a.settle()
			}
			a.advance(day)
			if retries, _ := a.undelivered(); retries == 0 {
				t.Fatal("nothing waits to be tried again")
			}
			on()
			a.advance(20 * time.Minute)
			if retries, dead := a.undelivered(); retries != 0 || dead != 0 {
				t.Errorf("%d wait still, %d were given up", retries, dead)
			}
			if got := a.told(a.Agency, a.Seller, a.Creator, joined); consumer != "index-campaign" && consumer != "keep-tasks" && !slices.Equal(got, want) {
				t.Errorf("told\n%v, want\n%v", got, want)
			}
			if got := a.executions(lifecycles); len(got) != 1 || got[sampleID] != states.Running {
				t.Errorf("executions %v", got)
			}
			a.inState(sampleID, "Await delivery")
			if got := a.creators(authorization.StatusAuthorized, "mean"); got != "@meanwhile" {
				t.Errorf("authorized in the list: %q", got)
			}
			if got := a.offered(); got != 1 {
				t.Errorf("the seller finds %d campaigns", got)
			}
			todo, err := demo.Get[contract.Page[contract.Task]](a.Context(), a.Agency, "/v1/tasks?kind=review_registration")
			a.must(err)
			if got := len(todo.Items); consumer == "keep-tasks" && got != 1 {
				t.Errorf("%d products to review, want the one that was registered meanwhile", got)
			}
			if got := len(a.sample(sampleID).Logistics); consumer == "apply-kept-news" && got != 1 {
				t.Errorf("%d reports of the carrier, want the one that was kept", got)
			}
			a.delivered("9400100000000000000091")
			a.inState(sampleID, "Await receipt")
		})
	}
}

// publish offers the campaign to sellers, or takes it back.
func (a *app) publish(published bool) {
	a.Helper()
	_, err := demo.Post[map[string]any](a.Context(), a.Agency, "/v1/campaigns/"+a.Campaign.Campaign.ID+"/publication", contract.PublishCampaignRequest{Published: published})
	a.must(err)
	a.settle()
}

// putBrokenEvent stores an item in the place of an event that is none.
func (a *app) putBrokenEvent() {
	a.Helper()
	client := dynamodb.New(dynamodb.Options{Region: "us-east-1", BaseEndpoint: &a.DatabaseURL, Credentials: anybody})
	_, err := client.PutItem(a.Context(), &dynamodb.PutItemInput{TableName: &a.table, Item: map[string]types.AttributeValue{
		"PK": &types.AttributeValueMemberS{Value: "SAMPLE#smp_broken"}, "SK": &types.AttributeValueMemberS{Value: "EVENT#broken"},
	}})
	a.must(err)
	a.settle()
}

// offered is how many campaigns the seller finds.
func (a *app) offered() int {
	a.Helper()
	page, err := demo.Get[contract.Page[map[string]any]](a.Context(), a.Seller, "/v1/marketplace")
	a.must(err)
	return len(page.Items)
}

// The issue that the outage of a day is the long form of: ten minutes in which the writes of notify are throttled.
func TestTenThrottledMinutesLoseNoNotice(t *testing.T) {
	t.Parallel()
	a := opened(t)
	before := len(a.inbox(a.Seller))
	remove := a.Meter.Inject(meter.Fault{Kind: meter.Throttle, Operation: "TransactWriteItems", App: "samplepath-notify", Probability: 1})
	_, err := a.Order(t.Context(), a.Creator)
	a.must(err)
	a.advance(10 * time.Minute)
	if remove() == 0 {
		t.Fatal("nothing was throttled")
	}
	if got := len(a.inbox(a.Seller)) - before; got != 0 {
		t.Fatalf("the seller was told %d times in the outage", got)
	}
	a.advance(20 * time.Minute)
	if got := len(a.inbox(a.Seller)) - before; got != 1 {
		t.Errorf("the seller was told %d times of one order", got)
	}
	if retries, dead := a.undelivered(); retries != 0 || dead != 0 {
		t.Errorf("%d wait still, %d were given up", retries, dead)
	}
}

// What cannot be read goes on failing in its queue for five days, and then waits for a person; everything else goes on.
func TestAnUnreadableEventIsKeptForAPerson(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.quiet()
	a.putBrokenEvent()
	sampleID, _ := business(a)
	a.inState(sampleID, "Await delivery")
	a.advance(time.Hour)
	if retries, dead := a.undelivered(); retries != 1 || dead != 0 {
		t.Fatalf("%d wait to be read, %d were given up", retries, dead)
	}
	a.advance(5 * day)
	if retries, dead := a.undelivered(); retries != 0 || dead != 1 {
		t.Fatalf("%d wait to be read, %d were given up", retries, dead)
	}
	for _, queue := range a.Queues.All() {
		for _, m := range queue.Messages {
			if queue.Name != "samplepath-publish-events-dead-letters" || !strings.Contains(string(m.Body), "EVENT#broken") {
				t.Errorf("%s holds %s", queue.Name, m.Body)
			}
		}
	}
}
