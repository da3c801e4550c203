package lifecycle_test

import (
	"errors"
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/clock"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

func reserved(t *testing.T) *tabletest.World {
	t.Helper()
	return tabletest.NewWorld(t).Join().Ask().Reserve()
}

func authorize(t *testing.T, w *tabletest.World, at time.Time) (workflow.TaskAnswer, error) {
	t.Helper()
	return lifecycle.Authorize(clock.With(t.Context(), at), w.Table, workflow.SampleTaskInput{SampleID: tabletest.SampleID})
}

func release(t *testing.T, w *tabletest.World, at time.Time) (workflow.TaskAnswer, error) {
	t.Helper()
	return lifecycle.ExpireOverdue(clock.With(t.Context(), at), w.Table, workflow.ExpireOverdueInput{Wait: workflow.WaitAuthorization, SampleID: tabletest.SampleID})
}

// queue is how many samples the seller sees.
func queue(t *testing.T, w *tabletest.World) int {
	t.Helper()
	parcels, _, err := samples.Fulfilment(t.Context(), w.Table, tabletest.SellerID, samples.Parcels{}, table.Page{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	return len(parcels)
}

// Feature F9: accepted, the sample goes to the address of the acceptance and into the seller's queue, once; release then
// leaves it alone.
func TestAuthorizeTakesTheAddressOfTheAcceptance(t *testing.T) {
	w := reserved(t)
	if got := queue(t, w); got != 0 || w.Sample.AddressID != "" {
		t.Fatalf("%d in the queue, address %q before the answer", got, w.Sample.AddressID)
	}
	if answer, err := authorize(t, w, tabletest.Day(5, 13)); !errors.Is(err, lifecycle.ErrAlreadyDone) || answer.Status != string(sample.StatusAwaitingAuthorization) {
		t.Fatalf("before the answer: %+v %v", answer, err)
	}
	if _, err := release(t, w, tabletest.Day(5, 13)); !errors.Is(err, lifecycle.ErrNotDue) {
		t.Fatalf("released before the answer: %v", err)
	}
	w.Accept()
	for range 2 {
		if answer, err := authorize(t, w, tabletest.Day(6, 9)); err != nil || answer.Status != string(sample.StatusReadyToShip) {
			t.Fatalf("%+v %v", answer, err)
		}
	}
	if _, err := release(t, w, tabletest.Day(30, 9)); !errors.Is(err, lifecycle.ErrNotDue) {
		t.Fatalf("released after the acceptance: %v", err)
	}
	s, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || s.AddressID != tabletest.AddressID || !s.AuthorizedAt.Equal(tabletest.Day(6, 9)) || len(events) != 2 || events[1].Type != sample.EventAuthorized {
		t.Fatalf("%+v %+v %v", s, events, err)
	}
	if got := queue(t, w); got != 1 {
		t.Fatalf("%d in the queue", got)
	}
	// A task that is repeated although the seller was quicker finds its effect all the same.
	w.Sample = s
	w.Label().Dispatch()
	if answer, err := authorize(t, w, tabletest.Day(8, 9)); err != nil || answer.Status != string(sample.StatusShipped) {
		t.Fatalf("again, after the dispatch: %+v %v", answer, err)
	}
}

// Feature F9: without a yes everything is given back once, with one event that says why.
func TestReleaseGivesEverythingBack(t *testing.T) {
	for name, test := range map[string]struct {
		answer func(*tabletest.World)
		at     time.Time
		reason string
	}{
		"declined":        {func(w *tabletest.World) { w.Decline() }, tabletest.Day(5, 19), "authorization_declined"},
		"never answered":  {func(*tabletest.World) {}, tabletest.Day(12, 11), "authorization_expired"},
		"taken back soon": {func(w *tabletest.World) { w.Accept().End() }, tabletest.Day(5, 20), "authorization_ended"},
	} {
		t.Run(name, func(t *testing.T) {
			w := reserved(t)
			test.answer(w)
			if _, err := authorize(t, w, test.at); !errors.Is(err, lifecycle.ErrAlreadyDone) {
				t.Fatalf("authorized: %v", err)
			}
			for range 2 {
				if answer, err := release(t, w, test.at); err != nil || answer.Status != string(sample.StatusCancelled) {
					t.Fatalf("%+v %v", answer, err)
				}
			}
			s, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
			if err != nil || s.Reason != test.reason || len(events) != 2 || events[1].Type != sample.EventNotAuthorized {
				t.Fatalf("%+v %+v %v", s, events, err)
			}
			facts, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID, Repeats: true})
			if err != nil || facts.Registration.Ordered != 0 || facts.Registration.Stock != 500 || facts.Earlier != "" || facts.OpenSamples != 0 || facts.CampaignSamples != 0 {
				t.Fatalf("given back: %+v %v", facts, err)
			}
		})
	}
}

// Feature F9: a release and an authorization rest on what was read; an answer in between refuses them.
func TestAnAnswerInBetweenRefusesTheWrite(t *testing.T) {
	w := reserved(t)
	before, pending, err := samples.Reservation(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	w.Accept()
	lapsed, err := sample.Release(before, pending, tabletest.Day(12, 11))
	if err != nil {
		t.Fatal(err)
	}
	commit := func(c table.Change) error { return w.Table.Commit(t.Context(), c) }
	if err := commit(samples.ReservationReleased(before, lapsed, pending, changed(before, lapsed, sample.EventNotAuthorized))); !errors.Is(err, table.ErrChanged) {
		t.Errorf("released in spite of the acceptance: %v", err)
	}
	_, accepted, err := samples.Reservation(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	ready, err := sample.Authorize(before, accepted, tabletest.Day(6, 9))
	if err != nil {
		t.Fatal(err)
	}
	w.End()
	if err := commit(samples.Authorized(before, ready, accepted, changed(before, ready, sample.EventAuthorized))); !errors.Is(err, table.ErrChanged) {
		t.Errorf("authorized although it was taken back: %v", err)
	}
}

// Feature F9: a sample is released when its request has come to nothing, by what the request is in the release's own
// transaction. While there is time left, check-deadline says so.
func TestNothingIsReleasedThatWasAcceptedMeanwhile(t *testing.T) {
	over := tabletest.Day(12, 11)
	check := workflow.CheckDeadlineInput{Wait: workflow.WaitAuthorization, SampleID: tabletest.SampleID}
	for step, window := range []string{"before the task", "after it read the sample", "after it read the authorization"} {
		w := reserved(t)
		ctx := clock.With(t.Context(), over)
		if deadline, err := lifecycle.CheckDeadline(ctx, w.Table, check); err != nil || deadline.WaitAgain {
			t.Fatalf("%+v %v", deadline, err)
		}
		tab := tabletest.Between(t, w.Table, func(_ string, done int) {
			if done == step {
				w.Accept()
			}
		})
		in := workflow.ExpireOverdueInput{Wait: workflow.WaitAuthorization, SampleID: tabletest.SampleID}
		if answer, err := lifecycle.ExpireOverdue(ctx, tab, in); !errors.Is(err, lifecycle.ErrNotDue) || answer.Status != string(sample.StatusAwaitingAuthorization) {
			t.Errorf("accepted %s: %+v %v", window, answer, err)
		}
		if deadline, err := lifecycle.CheckDeadline(ctx, w.Table, check); err != nil || !deadline.WaitAgain {
			t.Errorf("accepted %s: %+v %v", window, deadline, err)
		}
	}
	w := reserved(t)
	early := clock.With(t.Context(), over.Add(-90*time.Second))
	if deadline, err := lifecycle.CheckDeadline(early, w.Table, check); err != nil || deadline != (workflow.CheckDeadlineAnswer{WaitAgain: true, Seconds: 90}) {
		t.Errorf("pending: %+v %v", deadline, err)
	}
}

// Feature F9: nobody is left waiting for a request that is answered while the order is on its way.
func TestAnOrderForARequestThatIsAnsweredMeanwhileIsRefused(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	facts, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID})
	if err != nil {
		t.Fatal(err)
	}
	facts.AwaitAuthorization = true
	s, err := sample.Reserve("smp_2", "", facts, tabletest.Day(5, 12))
	if err != nil {
		t.Fatal(err)
	}
	w.Decline()
	c := samples.Reserved(s, facts.Authorization, changed(sample.Sample{}, s, sample.EventReserved), facts.Policy)
	if err := w.Table.Commit(t.Context(), c); !errors.Is(err, table.ErrChanged) {
		t.Errorf("ordered: %v", err)
	}
	if _, err := samples.Get(t.Context(), w.Table, "smp_2"); !errors.Is(err, sample.ErrNotFound) {
		t.Errorf("the sample is there: %v", err)
	}
}

// What a waiting sample waits for is read from the table: its request, and itself.
func TestOutcomeOfAReservation(t *testing.T) {
	w := reserved(t)
	in := workflow.AwaitSignalInput{Wait: workflow.WaitAuthorization, SampleID: tabletest.SampleID, RequestID: tabletest.RequestID}
	outcome := func(wait workflow.Wait) lifecycle.Outcome {
		t.Helper()
		in.Wait = wait
		got, err := lifecycle.OutcomeOf(t.Context(), w.Table, in, tabletest.Day(5, 13))
		if err != nil {
			t.Fatal(err)
		}
		got.Seconds = 0 // are of no effect after these waits
		return got
	}
	if got := outcome(workflow.WaitShipment); got != unauthorized {
		t.Errorf("for its shipment: %+v", got)
	}
	if got := outcome(workflow.WaitAuthorization); got != still {
		t.Errorf("pending: %+v", got)
	}
	w.Accept()
	if got := outcome(workflow.WaitAuthorization); got != well {
		t.Errorf("accepted: %+v", got)
	}
	w.End()
	if got := outcome(workflow.WaitAuthorization); got != ended {
		t.Errorf("ended: %+v", got)
	}
}

func changed(before, after sample.Sample, kind event.Type) event.Event {
	return event.Changed(before, after, kind, event.Party{Actor: actor.System, ID: "test"}, tabletest.Day(6, 9))
}
