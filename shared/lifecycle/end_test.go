package lifecycle_test

import (
	"errors"
	"testing"

	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/tabletest"
)

// A task of the state machine that runs again finds its own effect and changes nothing.
func TestEndRunsAgainWithoutHarm(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	ctx := clock.With(t.Context(), tabletest.Day(20, 9))
	expire := func() (contract.TaskAnswer, error) {
		return lifecycle.End(ctx, w.Table, contract.ExpireOverdue.Action, tabletest.SampleID, sample.EventNotShipped, sample.ExpireUnshipped, table.SampleReleased)
	}
	for range 2 {
		if answer, err := expire(); err != nil || answer.Status != string(sample.Cancelled) {
			t.Fatalf("%+v %v", answer, err)
		}
	}
	s, events, err := w.Table.SampleAndEvents(ctx, tabletest.SampleID)
	if err != nil || s.Version != 2 || len(events) != 2 || events[1].By != (event.Party{Actor: "system", ID: "expire-overdue"}) || !events[1].At.Equal(tabletest.Day(20, 9)) {
		t.Fatalf("%+v %+v %v", s, events, err)
	}
}

// A sample that went on meanwhile is left alone, and the state machine is told by name.
func TestEndOfASampleThatWentOn(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	answer, err := lifecycle.End(t.Context(), w.Table, contract.ExpireOverdue.Action, tabletest.SampleID, sample.EventNotShipped, sample.ExpireUnshipped, table.SampleReleased)
	if !errors.Is(err, lifecycle.ErrAlreadyDone) || answer.Status != string(sample.Shipped) {
		t.Fatalf("%+v %v", answer, err)
	}
	if s, err := w.Table.Sample(t.Context(), tabletest.SampleID); err != nil || s.Status != sample.Shipped {
		t.Fatalf("%+v %v", s, err)
	}
}

func TestEndReadsAgainWhatChangedMeanwhile(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label()
	raced := false
	answer, err := lifecycle.End(t.Context(), w.Table, contract.ExpireOverdue.Action, tabletest.SampleID, sample.EventNotShipped,
		func(s sample.Sample) (sample.Sample, error) {
			if !raced {
				raced = true
				w.Dispatch() // between this task's read and its write
			}
			return sample.ExpireUnshipped(s)
		}, table.SampleReleased)
	if !errors.Is(err, lifecycle.ErrAlreadyDone) || answer.Status != string(sample.Shipped) {
		t.Fatalf("%+v %v", answer, err)
	}
}

// What a wait of an input waits for is read from the table.
func TestOutcomeOf(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	answer := contract.AwaitSignalInput{Wait: contract.WaitAnswer, AgencyID: tabletest.AgencyID, CreatorID: tabletest.CreatorID, RequestID: tabletest.RequestID}
	shipment := contract.AwaitSignalInput{Wait: contract.WaitShipment, SampleID: tabletest.SampleID}
	for _, step := range []struct {
		do   func() *tabletest.World
		in   contract.AwaitSignalInput
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
	if _, err := lifecycle.OutcomeOf(t.Context(), w.Table, contract.AwaitSignalInput{SampleID: "smp_none"}, tabletest.Day(8, 9)); !errors.Is(err, sample.ErrNotFound) {
		t.Errorf("no sample: %v", err)
	}
}
