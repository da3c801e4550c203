// Command signal-lifecycle starts the execution of a new sample or authorization request, and completes the waits that
// an event ends (feature O1). It is await-signal's mirror image: the status is written already, so it reads the waits.
package main

import (
	"context"
	"slices"
	"strconv"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/inside"
	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

type signaller struct {
	table    *table.Table
	workflow *lifecycle.Workflow
}

func main() {
	s := signaller{table.Open(), lifecycle.Connect()}
	inside.Rule(contract.SignalLifecycle, s.handle)
}

func (s signaller) handle(ctx context.Context, e event.Event) error {
	switch {
	case e.Type == sample.EventOrdered || e.Type == sample.EventReserved:
		return s.workflow.StartSample(ctx, e.Subject, policy.Default)
	case e.Type == authorization.EventRequested:
		days, err := strconv.Atoi(e.Details["answerDays"])
		if err != nil {
			return err
		}
		return s.workflow.StartAuthorization(ctx, e.Details["requestId"], e.Parties.AgencyID, e.Parties.CreatorID, days)
	case e.Type.Noun() == "sample":
		return s.completeSample(ctx, e)
	default:
		return s.completeRequest(ctx, e)
	}
}

func (s signaller) completeSample(ctx context.Context, e event.Event) error {
	waits, err := s.table.SampleWaits(ctx, e.Subject)
	if e.From == string(sample.AwaitingAuthorization) && err == nil {
		waits, err = s.reservation(ctx, e.Subject)
	}
	if err != nil || len(waits) == 0 {
		return err
	}
	state, err := s.table.Sample(ctx, e.Subject)
	if err != nil {
		return err
	}
	for _, wait := range waits {
		if err := s.complete(ctx, wait, lifecycle.SampleOutcome(wait.Wait, state, policy.Default, clock.Now(ctx))); err != nil {
			return err
		}
	}
	return nil
}

// reservation is the wait of a sample for the answer to its request, if it has begun.
func (s signaller) reservation(ctx context.Context, sampleID string) ([]table.Wait, error) {
	state, err := s.table.Sample(ctx, sampleID)
	if err != nil {
		return nil, err
	}
	waits, err := s.table.RequestWaits(ctx, state.RequestID)
	return slices.DeleteFunc(waits, func(w table.Wait) bool { return w.SampleID != sampleID }), err
}

func (s signaller) completeRequest(ctx context.Context, e event.Event) error {
	requestID := e.Details["requestId"]
	waits, err := s.table.RequestWaits(ctx, requestID)
	if err != nil || len(waits) == 0 {
		return err
	}
	state, err := s.table.Authorization(ctx, e.Parties.AgencyID, e.Parties.CreatorID)
	if err != nil {
		return err
	}
	for _, wait := range waits {
		if err := s.complete(ctx, wait, lifecycle.OfAuthorization(requestID, state)); err != nil {
			return err
		}
	}
	return nil
}

func (s signaller) complete(ctx context.Context, wait table.Wait, outcome lifecycle.Outcome) error {
	if !outcome.Over {
		return nil
	}
	if err := s.workflow.Complete(ctx, wait.Token, outcome); err != nil {
		return err
	}
	return s.table.ForgetWait(ctx, wait)
}
