package lifecycle_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

// completed keeps the tokens that were completed. It starts nothing.
type completed []string

func (c *completed) Complete(_ context.Context, token string, _ lifecycle.Outcome) error {
	*c = append(*c, token)
	return nil
}
func (*completed) StartSample(context.Context, string, policy.Policy, time.Time, time.Time) error {
	return nil
}

func (*completed) StartRequest(context.Context, string, string, string, int, time.Time, time.Time) error {
	return nil
}

// a wait is registered and what it waits for happens, in every order of their steps: the wait is completed, and not registered
// any more. Whichever comes second sees the other: the token is registered before the state is read.
func TestAWaitAndWhatItWaitsForMeet(t *testing.T) {
	for name, test := range map[string]struct {
		world func(t *testing.T) *tabletest.World
		in    workflow.AwaitSignalInput
		then  func(w *tabletest.World) event.Event
	}{
		"a dispatch": {
			func(t *testing.T) *tabletest.World { return tabletest.NewWorld(t).Authorized().Order().Label() },
			workflow.AwaitSignalInput{Wait: workflow.WaitShipment, SampleID: tabletest.SampleID},
			func(w *tabletest.World) event.Event { w.Dispatch(); return ofSample(sample.EventDispatched) },
		},
		"a delivery": {
			func(t *testing.T) *tabletest.World {
				return tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
			},
			workflow.AwaitSignalInput{Wait: workflow.WaitDelivery, SampleID: tabletest.SampleID},
			func(w *tabletest.World) event.Event { w.Deliver(); return ofSample(sample.EventDelivered) },
		},
		"an answer": {
			func(t *testing.T) *tabletest.World { return tabletest.NewWorld(t).Join().Ask() },
			workflow.AwaitSignalInput{Wait: workflow.WaitAnswer, AgencyID: tabletest.AgencyID, CreatorID: tabletest.CreatorID, RequestID: tabletest.RequestID},
			func(w *tabletest.World) event.Event { w.Accept(); return ofRequest() },
		},
		"an answer that a sample waits for": {
			reserved,
			workflow.AwaitSignalInput{Wait: workflow.WaitAuthorization, SampleID: tabletest.SampleID},
			func(w *tabletest.World) event.Event { w.Accept(); return ofRequest() },
		},
		"the end of a sample that waits for an answer": {
			reserved,
			workflow.AwaitSignalInput{Wait: workflow.WaitAuthorization, SampleID: tabletest.SampleID},
			func(w *tabletest.World) event.Event {
				w.Cancel()
				e := ofSample(sample.EventCancelled)
				e.From = string(sample.StatusAwaitingAuthorization)
				return e
			},
		},
	} {
		for step := range 5 { // before each step of await-signal, and after the last
			w, ctx, done := test.world(t), clock.With(t.Context(), tabletest.Day(11, 9)), &completed{}
			happen := func() {
				if err := lifecycle.Signal(ctx, w.Table, done, test.then(w)); err != nil {
					t.Fatal(err)
				}
			}
			happened := false
			tab := tabletest.Between(t, w.Table, func(_ string, at int) {
				if at == step {
					happened = true
					happen()
				}
			})
			test.in.Token, test.in.EnteredAt = "token", tabletest.Day(11, 9)
			if err := lifecycle.Await(ctx, tab, done, test.in); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if !happened {
				happen()
			}
			left, err := pending.SampleWaits(ctx, w.Table, tabletest.SampleID)
			requests, err2 := pending.RequestWaits(ctx, w.Table, tabletest.RequestID)
			if err != nil || err2 != nil || !slices.Contains(*done, "token") || len(left)+len(requests) != 0 {
				t.Errorf("%s, before step %d of the registration: completed %v, left %v %v, %v %v", name, step, *done, left, requests, err, err2)
			}
		}
	}
}

func ofSample(kind event.Type) event.Event {
	return event.Event{Type: kind, Subject: tabletest.SampleID}
}

func ofRequest() event.Event {
	return event.Event{
		Type: "authorization.accepted", Parties: event.Parties{AgencyID: tabletest.AgencyID, CreatorID: tabletest.CreatorID},
		Details: map[string]string{authorization.DetailRequest: tabletest.RequestID},
	}
}

// A signal reads the waits before the state: a wait that is registered while it works is of a later state than the one that it
// knows, and is left alone. Here a sample with an exception is sent again, and its new execution waits for the shipment.
func TestASignalLeavesALaterWaitAlone(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch().Fail(tabletest.Day(8, 9))
	ctx, done := clock.With(t.Context(), tabletest.Day(8, 10)), &completed{}
	register := func(wait workflow.Wait, token string, at time.Time) {
		in := workflow.AwaitSignalInput{Wait: wait, SampleID: tabletest.SampleID, Token: token, EnteredAt: at}
		if err := lifecycle.Await(ctx, w.Table, done, in); err != nil {
			t.Fatal(err)
		}
	}
	register(workflow.WaitResolution, "resolution", tabletest.Day(8, 9))
	tab := tabletest.Between(t, w.Table, func(_ string, at int) {
		if at == 1 { // between the two reads
			w.Reship(tabletest.Day(8, 10))
			register(workflow.WaitShipment, "shipment", tabletest.Day(8, 10))
		}
	})
	if err := lifecycle.Signal(ctx, tab, done, ofSample(sample.EventException)); err != nil {
		t.Fatal(err)
	}
	if want := (completed{"resolution"}); !slices.Equal(*done, want) {
		t.Errorf("completed %v, want %v: the sample is sent again, and nothing has happened to its shipment", *done, want)
	}
}

// An attempt that comes after a newer one completes nothing, and the newer one keeps its place.
func TestALateAttemptIsNothing(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	ctx, done := clock.With(t.Context(), tabletest.Day(6, 10)), &completed{}
	await := func(token string, retry int) {
		in := workflow.AwaitSignalInput{Wait: workflow.WaitShipment, SampleID: tabletest.SampleID, Token: token, EnteredAt: tabletest.Day(6, 9), Retry: retry}
		if err := lifecycle.Await(ctx, w.Table, done, in); err != nil {
			t.Fatal(err)
		}
	}
	await("second", 1)
	await("first", 0)
	w.Label().Dispatch()
	if err := lifecycle.Signal(ctx, w.Table, done, ofSample(sample.EventDispatched)); err != nil {
		t.Fatal(err)
	}
	if want := (completed{"second"}); !slices.Equal(*done, want) {
		t.Errorf("completed %v, want %v", *done, want)
	}
}
