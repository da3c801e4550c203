package lifecycle

import (
	"context"
	"slices"
	"strconv"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
)

// Completer ends the wait behind a token; see Workflow.Complete.
type Completer interface {
	Complete(ctx context.Context, token string, outcome Outcome) error
}

// Engine is what Signal asks of Workflow.
type Engine interface {
	Completer
	StartSample(ctx context.Context, sampleID string, p policy.Policy, orderedAt, now time.Time) error
	StartRequest(ctx context.Context, requestID, agencyID, creatorID string, number int, expiresAt, now time.Time) error
}

// Signal starts the execution of a new sample or authorization request, and completes the waits that an event ends (feature
// O1). It is Await's mirror image: the status is written already, so it reads the waits. For signal-lifecycle.
func Signal(ctx context.Context, t *table.Table, w Engine, e event.Event) error {
	switch {
	case e.Type == sample.EventOrdered || e.Type == sample.EventReserved:
		return w.StartSample(ctx, e.Subject, policy.Held(e.Details[sample.DetailPolicy]).Policy(), e.At, clock.Now(ctx))
	case e.Type == authorization.EventRequested:
		days, err := strconv.Atoi(e.Details[authorization.DetailAnswerDays])
		if err != nil {
			return err
		}
		return w.StartRequest(ctx, e.Details[authorization.DetailRequest], e.Parties.AgencyID, e.Parties.CreatorID, 1, e.At.Add(policy.Days(days)), clock.Now(ctx))
	case e.From == string(sample.StatusAwaitingAuthorization):
		return SignalReservation(ctx, t, w, e.Subject)
	case e.To != "" && e.From == e.To: // a wait ends with a status
		return nil
	case e.Type.Noun() == "sample":
		return SignalSample(ctx, t, w, e.Subject, clock.Now(ctx))
	default:
		return SignalRequest(ctx, t, w, e.Details[authorization.DetailRequest], e.Parties.AgencyID, e.Parties.CreatorID)
	}
}

// SignalSample completes the waits of a sample that are over by now. It reads the waits first and the sample after them:
// what happens to the sample meanwhile signals by itself.
func SignalSample(ctx context.Context, t *table.Table, w Completer, sampleID string, now time.Time) error {
	waits, err := pending.SampleWaits(ctx, t, sampleID)
	if err != nil || len(waits) == 0 {
		return err
	}
	state, err := samples.Get(ctx, t, sampleID)
	if err != nil {
		return err
	}
	for _, wait := range waits {
		if err := complete(ctx, t, w, wait, SampleOutcome(wait.Wait, state, now)); err != nil {
			return err
		}
	}
	return nil
}

// ReservationWaits lists the registered waits of a sample for the answer to its request: they are kept beside the request.
func ReservationWaits(ctx context.Context, t *table.Table, s sample.Sample) ([]pending.Wait, error) {
	waits, err := pending.RequestWaits(ctx, t, s.RequestID)
	return slices.DeleteFunc(waits, func(w pending.Wait) bool { return w.SampleID != s.ID }), err
}

// SignalReservation is SignalSample for one that no longer waits for the answer to its request (feature F9).
func SignalReservation(ctx context.Context, t *table.Table, w Completer, sampleID string) error {
	s, err := samples.Get(ctx, t, sampleID)
	if err != nil {
		return err
	}
	waits, err := ReservationWaits(ctx, t, s)
	if err != nil {
		return err
	}
	for _, wait := range waits {
		if err := complete(ctx, t, w, wait, OfSample(wait.Wait, s)); err != nil {
			return err
		}
	}
	return nil
}

// SignalRequest is SignalSample for an authorization request, and for the samples that were ordered ahead of its answer.
func SignalRequest(ctx context.Context, t *table.Table, w Completer, requestID, agencyID, creatorID string) error {
	waits, err := pending.RequestWaits(ctx, t, requestID)
	if err != nil || len(waits) == 0 {
		return err
	}
	state, err := creators.Authorization(ctx, t, agencyID, creatorID)
	if err != nil {
		return err
	}
	for _, wait := range waits {
		if err := complete(ctx, t, w, wait, OfAuthorization(requestID, state)); err != nil {
			return err
		}
	}
	return nil
}

func complete(ctx context.Context, t *table.Table, w Completer, wait pending.Wait, outcome Outcome) error {
	if !outcome.Over {
		return nil
	}
	if err := w.Complete(ctx, wait.Token, outcome); err != nil {
		return err
	}
	return pending.ForgetWait(ctx, t, wait)
}
