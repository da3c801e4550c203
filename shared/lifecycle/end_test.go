package lifecycle_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

// overdue runs the task that ends a sample whose wait took too long.
func overdue(ctx context.Context, tab *table.Table, wait workflow.Wait) (workflow.TaskAnswer, error) {
	if wait == workflow.WaitContent {
		return lifecycle.RestrictCreator(ctx, tab, workflow.SampleTaskInput{SampleID: tabletest.SampleID})
	}
	return lifecycle.ExpireOverdue(ctx, tab, workflow.ExpireOverdueInput{Wait: wait, SampleID: tabletest.SampleID})
}

// at is a sample of the world at each wait that ends it when its time is over, with that time.
var at = map[workflow.Wait]struct {
	sample func(*tabletest.World) *tabletest.World
	over   time.Time
	status sample.Status
	by     string
}{
	workflow.WaitShipment: {func(w *tabletest.World) *tabletest.World { return w.Order() }, tabletest.Day(20, 9), sample.StatusCancelled, "expire-overdue"},
	workflow.WaitDelivery: {func(w *tabletest.World) *tabletest.World { return w.Order().Label().Dispatch() }, tabletest.Day(37, 16), sample.StatusLost, "expire-overdue"},
	workflow.WaitResolution: {func(w *tabletest.World) *tabletest.World { return w.Order().Label().Dispatch().Problem() },
		tabletest.Day(25, 10), sample.StatusLost, "expire-overdue"},
	workflow.WaitContent: {func(w *tabletest.World) *tabletest.World { return w.Order().Label().Dispatch().Deliver() },
		tabletest.Day(30, 18), sample.StatusMissed, "restrict-creator"},
}

// A task that ends something does so when its time is over and not before, once, and finds its own effect when it runs again.
func TestWhatIsOverdueEnds(t *testing.T) {
	for wait, test := range at {
		w := test.sample(tabletest.NewWorld(t).Authorized())
		before := w.Sample.Status
		answer, err := overdue(clock.With(t.Context(), test.over.Add(-time.Second)), w.Table, wait)
		if !errors.Is(err, lifecycle.ErrNotDue) || answer.Status != string(before) {
			t.Errorf("%s, a second early: %+v %v", wait, answer, err)
		}
		for range 2 {
			if answer, err := overdue(clock.With(t.Context(), test.over), w.Table, wait); err != nil || answer.Status != string(test.status) {
				t.Errorf("%s: %+v %v", wait, answer, err)
			}
		}
		s, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
		if err != nil || s.Status != test.status || s.Version != w.Sample.Version+1 {
			t.Fatalf("%s: %+v %v", wait, s, err)
		}
		if last := events[len(events)-1]; last.By != (event.Party{Actor: "system", ID: test.by}) || !last.At.Equal(test.over) {
			t.Errorf("%s: %+v", wait, last)
		}
	}
}

// meanwhile is what can happen to a sample in the minutes in which the task that ends it is on its way.
var meanwhile = map[string]struct {
	wait  workflow.Wait
	first func(*tabletest.World) // before its time is over
	then  func(*tabletest.World)
	want  sample.Status
}{
	"it is dispatched":              {workflow.WaitShipment, func(w *tabletest.World) { w.Label() }, func(w *tabletest.World) { w.Dispatch() }, sample.StatusShipped},
	"it is cancelled by its agency": {workflow.WaitShipment, none, func(w *tabletest.World) { w.Cancel() }, sample.StatusCancelled},
	"it is delivered":               {workflow.WaitDelivery, none, func(w *tabletest.World) { w.Deliver() }, sample.StatusDelivered},
	"the carrier has an exception":  {workflow.WaitDelivery, none, func(w *tabletest.World) { w.Fail(tabletest.Day(37, 15)) }, sample.StatusDeliveryException},
	"it is sent again":              {workflow.WaitResolution, none, func(w *tabletest.World) { w.Reship(tabletest.Day(25, 9)) }, sample.StatusReadyToShip},
	"an extension is approved":      {workflow.WaitContent, func(w *tabletest.World) { w.AskMoreTime() }, func(w *tabletest.World) { w.GiveMoreTime() }, sample.StatusDelivered},
	"it is confirmed and extended":  {workflow.WaitContent, func(w *tabletest.World) { w.Receive().AskMoreTime() }, func(w *tabletest.World) { w.GiveMoreTime() }, sample.StatusReceived},
	"content is posted":             {workflow.WaitContent, none, func(w *tabletest.World) { w.Post() }, sample.StatusPosted},
	"a problem is reported":         {workflow.WaitContent, none, func(w *tabletest.World) { w.Problem() }, sample.StatusProblemReported},
}

func none(*tabletest.World) {}

// An end is decided on the sample as it is in the end's own transaction: whatever happens after check-deadline, or between the
// task's read and its write, the sample goes its way, and the state machine is told that it is not due.
func TestNothingEndsThatWentOnMeanwhile(t *testing.T) {
	for name, test := range meanwhile {
		for window, step := range map[string]int{"before the task": 0, "between its read and its write": 1} {
			w := at[test.wait].sample(tabletest.NewWorld(t).Authorized())
			test.first(w)
			ctx := clock.With(t.Context(), at[test.wait].over)
			deadline, err := lifecycle.CheckDeadline(ctx, w.Table, workflow.CheckDeadlineInput{Wait: test.wait, SampleID: tabletest.SampleID})
			if err != nil || deadline.WaitAgain {
				t.Fatalf("%s: %+v %v", name, deadline, err)
			}
			table := tabletest.Between(t, w.Table, func(_ string, done int) {
				if done == step {
					test.then(w)
				}
			})
			answer, err := overdue(ctx, table, test.wait)
			if !errors.Is(err, lifecycle.ErrNotDue) || answer.Status != string(test.want) {
				t.Errorf("%s %s: %+v %v", name, window, answer, err)
			}
			s, err := samples.Get(ctx, w.Table, tabletest.SampleID)
			if err != nil || s.Status != test.want || s.Version != w.Sample.Version {
				t.Errorf("%s %s: %s, version %d of %d, %v", name, window, s.Status, s.Version, w.Sample.Version, err)
			}
			facts, err := samples.FactsOf(ctx, w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID, Repeats: true})
			if err != nil || facts.Restricted {
				t.Errorf("%s %s: restricted %t, %v", name, window, facts.Restricted, err)
			}
			deadline, err = lifecycle.CheckDeadline(ctx, w.Table, workflow.CheckDeadlineInput{Wait: test.wait, SampleID: tabletest.SampleID})
			if err != nil || !deadline.WaitAgain {
				t.Errorf("%s %s, the deadline after it: %+v %v", name, window, deadline, err)
			}
		}
	}
}

// A sample that is sent again has its time to be shipped from then.
func TestASampleThatIsSentAgainIsNotOverdue(t *testing.T) {
	w := at[workflow.WaitResolution].sample(tabletest.NewWorld(t).Authorized()).Reship(tabletest.Day(25, 9))
	if _, err := overdue(clock.With(t.Context(), tabletest.Day(39, 8)), w.Table, workflow.WaitShipment); !errors.Is(err, lifecycle.ErrNotDue) {
		t.Errorf("an hour early: %v", err)
	}
	if _, err := overdue(clock.With(t.Context(), tabletest.Day(39, 9)), w.Table, workflow.WaitShipment); err != nil {
		t.Errorf("in time: %v", err)
	}
}

// The outcome of content is recorded once, and of a sample without content not at all.
func TestRecordOutcome(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	in := workflow.SampleTaskInput{SampleID: tabletest.SampleID}
	if answer, err := lifecycle.RecordOutcome(t.Context(), w.Table, in); !errors.Is(err, lifecycle.ErrAlreadyDone) || answer.Status != string(sample.StatusShipped) {
		t.Errorf("on its way: %+v %v", answer, err)
	}
	w.Deliver().Post()
	for range 2 {
		if answer, err := lifecycle.RecordOutcome(t.Context(), w.Table, in); err != nil || answer.Status != string(sample.StatusCompleted) {
			t.Errorf("%+v %v", answer, err)
		}
	}
	if s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID); err != nil || s.Version != w.Sample.Version+1 {
		t.Errorf("%+v %v", s, err)
	}
}

// A request that has time left, was answered, or gave way to another one does not expire; one that is over does, once.
func TestExpireRequest(t *testing.T) {
	over := tabletest.Day(12, 11)
	for name, test := range map[string]struct {
		step int
		then func(*tabletest.World)
		at   time.Time
		want authorization.Status
	}{
		"a second early":               {0, none, over.Add(-time.Second), authorization.StatusPending},
		"accepted before the task":     {0, func(w *tabletest.World) { w.Accept() }, over, authorization.StatusAuthorized},
		"accepted while it is decided": {1, func(w *tabletest.World) { w.Accept() }, over, authorization.StatusAuthorized},
		"declined while it is decided": {1, func(w *tabletest.World) { w.Decline() }, over, authorization.StatusRejected},
	} {
		w := tabletest.NewWorld(t).Join().Ask()
		in := workflow.ExpireOverdueInput{Wait: workflow.WaitAnswer, AgencyID: tabletest.AgencyID, CreatorID: tabletest.CreatorID, RequestID: tabletest.RequestID}
		tab := tabletest.Between(t, w.Table, func(_ string, done int) {
			if done == test.step {
				test.then(w)
			}
		})
		ctx := clock.With(t.Context(), test.at)
		if answer, err := lifecycle.ExpireOverdue(ctx, tab, in); !errors.Is(err, lifecycle.ErrNotDue) || answer.Status != string(test.want) {
			t.Errorf("%s: %+v %v", name, answer, err)
		}
		check := workflow.CheckDeadlineInput{Wait: in.Wait, AgencyID: in.AgencyID, CreatorID: in.CreatorID, RequestID: in.RequestID}
		if deadline, err := lifecycle.CheckDeadline(ctx, w.Table, check); err != nil || !deadline.WaitAgain {
			t.Errorf("%s, the deadline after it: %+v %v", name, deadline, err)
		}
	}
	w := tabletest.NewWorld(t).Join().Ask()
	in := workflow.ExpireOverdueInput{Wait: workflow.WaitAnswer, AgencyID: tabletest.AgencyID, CreatorID: tabletest.CreatorID, RequestID: "ath_older"}
	ctx := clock.With(t.Context(), over)
	if _, err := lifecycle.ExpireOverdue(ctx, w.Table, in); !errors.Is(err, lifecycle.ErrNotDue) {
		t.Errorf("an older request: %v", err)
	}
	in.RequestID = tabletest.RequestID
	for range 2 {
		if answer, err := lifecycle.ExpireOverdue(ctx, w.Table, in); err != nil || answer.Status != string(authorization.StatusExpired) {
			t.Errorf("%+v %v", answer, err)
		}
	}
}

// What a wait of an input waits for is read from the table.
func TestOutcomeOf(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	answer := workflow.AwaitSignalInput{Wait: workflow.WaitAnswer, AgencyID: tabletest.AgencyID, CreatorID: tabletest.CreatorID, RequestID: tabletest.RequestID}
	shipment := workflow.AwaitSignalInput{Wait: workflow.WaitShipment, SampleID: tabletest.SampleID}
	for _, step := range []struct {
		do   func() *tabletest.World
		in   workflow.AwaitSignalInput
		want lifecycle.Outcome
	}{
		{func() *tabletest.World { return w }, answer, still},
		{w.Accept, answer, well},
		{w.Order, shipment, still},
		{w.Label, shipment, still},
		{w.Dispatch, shipment, well},
	} {
		step.do()
		if got, err := lifecycle.OutcomeOf(t.Context(), w.Table, step.in, tabletest.Day(8, 9)); err != nil || got.Over != step.want.Over || got.Error != step.want.Error {
			t.Errorf("%s: %+v %v, want %+v", step.in.Wait, got, err, step.want)
		}
	}
	if _, err := lifecycle.OutcomeOf(t.Context(), w.Table, workflow.AwaitSignalInput{SampleID: "smp_none"}, tabletest.Day(8, 9)); !errors.Is(err, sample.ErrNotFound) {
		t.Errorf("no sample: %v", err)
	}
}
