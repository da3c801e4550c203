// Command signal-lifecycle starts the execution of a new sample or authorization request, and completes the waits that
// an event ends (feature O1). It is await-signal's mirror image: the status is written already, so it reads the waits.
package main

import (
	"context"
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
		return s.workflow.StartSample(ctx, e.Subject, policy.Default, e.At, clock.Now(ctx))
	case e.Type == authorization.EventRequested:
		days, err := strconv.Atoi(e.Details["answerDays"])
		if err != nil {
			return err
		}
		return s.workflow.StartRequest(ctx, e.Details["requestId"], e.Parties.AgencyID, e.Parties.CreatorID, 1, e.At.Add(policy.Days(days)), clock.Now(ctx))
	case e.From == string(sample.AwaitingAuthorization):
		return lifecycle.SignalReservation(ctx, s.table, s.workflow, e.Subject)
	case e.Type.Noun() == "sample":
		return lifecycle.SignalSample(ctx, s.table, s.workflow, e.Subject, clock.Now(ctx))
	default:
		return lifecycle.SignalRequest(ctx, s.table, s.workflow, e.Details["requestId"], e.Parties.AgencyID, e.Parties.CreatorID)
	}
}
