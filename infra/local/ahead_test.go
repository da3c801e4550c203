package local_test

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/states"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
)

// promoted is an app whose campaign runs and whose creator promotes it, and was never asked for authorization.
func promoted(t *testing.T) *app {
	t.Helper()
	a := newApp(t)
	a.must(a.Open(t.Context()))
	a.must(a.Promote(t.Context(), a.Creator))
	return a
}

// orderAhead orders a product for the creator without waiting for the authorization.
func (a *app) orderAhead(product int) contract.AgencySample {
	a.Helper()
	s, err := demo.Post[contract.AgencySample](a.Context(), a.Agency, "/v1/samples", contract.OrderSampleRequest{
		CampaignID: a.Campaign.Campaign.ID, RegistrationID: a.Products[product].ID, CreatorID: a.Creator.ActorID, AwaitAuthorization: true,
	})
	a.must(err)
	return s
}

// queued is how many samples the seller has to ship.
func (a *app) queued() int {
	a.Helper()
	page, err := demo.Get[contract.Fulfilment](a.Context(), a.Seller, "/v1/fulfilment")
	a.must(err)
	return len(page.Items)
}

// decline is the creator's no to the agency.
func (a *app) decline() {
	a.Helper()
	_, err := demo.Post[contract.CreatorAuthorization](a.Context(), a.Creator, "/v1/authorizations/"+a.Agency.ActorID+"/rejection", struct{}{})
	a.must(err)
}

// released checks that a sample ended without its authorization, and gave its place back.
func (a *app) released(sampleID, reason string) {
	a.Helper()
	a.inState(sampleID, "Not authorized")
	if got := a.sample(sampleID); got.Status != sample.StatusCancelled || got.Reason != reason {
		a.Fatalf("the sample is %s: %s", got.Status, got.Reason)
	}
	if status := a.executions(lifecycles)[sampleID]; status != states.Succeeded || a.available() != 10 {
		a.Fatalf("the execution is %s, %d available", status, a.available())
	}
	if told := a.inbox(a.Agency)[0]; told.Type != sample.EventNotAuthorized {
		a.Fatalf("the agency was told %+v", told)
	}
	if got := a.queued(); got != 0 {
		a.Fatalf("the seller has %d to ship", got)
	}
}

// Feature F9: two samples wait for one answer, and go on by themselves when the creator accepts; one to its end.
func TestSamplesOrderedAheadGoOnWithTheAcceptance(t *testing.T) {
	t.Parallel()
	a := promoted(t)
	a.quiet()
	ctx := t.Context()
	s, other := a.orderAhead(0), a.orderAhead(1)
	a.settle()
	for _, one := range []contract.AgencySample{s, other} {
		a.inState(one.ID, "Await authorization")
	}
	if requests := a.executions("samplepath-creator-authorization"); len(requests) != 1 || a.queued() != 0 || a.available() != 9 {
		t.Fatalf("requests %v, %d in the queue, %d available", requests, a.queued(), a.available())
	}
	a.advance(2 * day)
	a.must(a.Accept(ctx, a.Creator))
	a.settle()
	for _, one := range []contract.AgencySample{s, other} {
		a.inState(one.ID, "Await shipment")
	}
	if got := a.queued(); got != 2 {
		t.Fatalf("the seller has %d to ship", got)
	}
	const tracking = "9400100000000000000061"
	a.must(a.Ship(ctx, s.ID, tracking))
	a.delivered(tracking)
	if got := a.sample(s.ID); got.Status != sample.StatusDelivered {
		t.Fatalf("the sample is %s", got.Status)
	}
	a.must(a.Publish(ctx, a.Creator, s.ID))
	a.settle()
	if got := a.sample(s.ID); got.Status != sample.StatusCompleted {
		t.Fatalf("the sample is %s", got.Status)
	}
	if entered := a.transitions(s.ID); entered > 10 {
		t.Errorf("%d states entered", entered)
	}
	a.advance(13 * day) // the other one's time to be shipped began with the acceptance
	if got := a.sample(other.ID); got.Status != sample.StatusReadyToShip {
		t.Fatalf("the other sample is %s", got.Status)
	}
	a.advance(2 * day)
	if got := a.sample(other.ID); got.Reason != "not_shipped_in_time" {
		t.Fatalf("the other sample is %s: %s", got.Status, got.Reason)
	}
}

// transitions is how many states an execution has entered.
func (a *app) transitions(sampleID string) int {
	a.Helper()
	history, err := a.States.History(states.HistoryInput{ARN: a.sample(sampleID).ExecutionArn, MaxResults: 1000})
	a.must(err)
	entered := 0
	for _, e := range history.Events {
		if strings.HasSuffix(e.Type, "StateEntered") {
			entered++
		}
	}
	return entered
}

// Feature F9: a creator who declines releases the sample at once; the agency may order, and ask, again.
func TestSampleOrderedAheadIsReleasedWhenDeclined(t *testing.T) {
	t.Parallel()
	a := promoted(t)
	s := a.orderAhead(0)
	a.settle()
	a.decline()
	a.settle()
	a.released(s.ID, "authorization_declined")
	again := a.orderAhead(0)
	a.settle()
	a.inState(again.ID, "Await authorization")
	a.must(a.Accept(t.Context(), a.Creator))
	a.settle()
	a.inState(again.ID, "Await shipment")
}

// Feature F9: nobody answers.
func TestSampleOrderedAheadIsReleasedWhenTheRequestExpires(t *testing.T) {
	t.Parallel()
	a := promoted(t)
	a.quiet()
	s := a.orderAhead(0)
	a.advance(8 * day)
	a.released(s.ID, "authorization_expired")
}

// Features F9, F10: the agency cancels a sample that waits; the request goes on without it.
func TestSampleOrderedAheadIsCancelled(t *testing.T) {
	t.Parallel()
	a := promoted(t)
	ctx := t.Context()
	s := a.orderAhead(0)
	a.settle()
	answer, err := a.Agency.Do(ctx, http.MethodPost, "/v1/samples/"+s.ID+"/cancellation", "", struct{}{})
	a.must(err)
	if answer.Status != http.StatusOK {
		t.Fatalf("%d %s", answer.Status, answer.Body)
	}
	a.settle()
	a.inState(s.ID, "Cancelled")
	if got := a.available(); got != 10 {
		t.Fatalf("%d available", got)
	}
	a.must(a.Accept(ctx, a.Creator))
	a.settle()
	if got := a.sample(s.ID); got.Status != sample.StatusCancelled {
		t.Fatalf("the sample is %s", got.Status)
	}
}
