package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
)

// workflow is what is asked of lifecycle.Workflow.
type executions interface {
	lifecycle.Completer
	IsWaiting(ctx context.Context, token string) (bool, error)
	Standing(ctx context.Context, e lifecycle.Execution) (lifecycle.Standing, error)
	IdleSince(ctx context.Context, e lifecycle.Execution) (time.Time, error)
	Stop(ctx context.Context, e lifecycle.Execution, cause string) error
	StartRequest(ctx context.Context, requestID, agencyID, creatorID string, number int, expiresAt, now time.Time) error
	ResumeSample(ctx context.Context, s sample.Sample, now time.Time) error
}

// mended is what was done about a sample or a request; empty where nothing had to be.
type mended string

const (
	signalled mended = "signalled" // its execution waited for what had happened: the signal was lost
	started   mended = "started"   // its execution had never started
	restarted mended = "restarted" // its execution had ended, or stood still without a wait that can be completed
	resting   mended = "resting"   // it was restarted before, and is left alone for now
	expired   mended = "expired"   // its time was over, and nothing had put that on record
	gaveUp    mended = "gaveUp"    // it was restarted in vain as often as it may be
)

// stuckWorkflow is the message of the line that an alarm counts.
const stuckWorkflow = contract.StuckWorkflow

// noWait is found of a running execution that nothing could carry on.
const noWait lifecycle.Standing = "no_wait"

// mend looks at one sample. An execution that waits under a registered token is well. One that never started is started
// under its own name, so that its order's event, should it still arrive, starts no second one. One that ended before the
// sample did is followed by another. One that runs without a wait may be between two of them: only if it has stood still
// for long, it is stopped and followed by another. One that was followed by another a short while ago is left alone: what
// breaks again and again takes no time from the others.
func (j job) mend(ctx context.Context, s sample.Sample, now time.Time) (mended, error) {
	if s.Rests(now) {
		return resting, nil
	}
	waits, err := j.waits(ctx, s)
	if err != nil {
		return "", err
	}
	if len(waits) > 0 {
		return j.signal(ctx, s, waits, now)
	}
	execution := lifecycle.SampleExecution(s)
	found, err := j.executions.Standing(ctx, execution)
	if err != nil {
		return "", err
	}
	switch found {
	case lifecycle.Missing:
		return started, j.executions.ResumeSample(ctx, s, now)
	case lifecycle.Running:
		if stands, err := j.stop(ctx, execution, now); err != nil || !stands {
			return "", err
		}
		found = noWait
	}
	return j.restart(ctx, s, found, now)
}

// stop ends an execution that runs without a wait, if it has stood still for long.
func (j job) stop(ctx context.Context, e lifecycle.Execution, now time.Time) (stopped bool, err error) {
	idle, err := j.executions.IdleSince(ctx, e)
	if err != nil || now.Sub(idle) < grace {
		return false, err
	}
	return true, j.executions.Stop(ctx, e, "It waited under no token that is known. Another execution takes over.")
}

// waits lists the registered waits of a sample under which an execution waits indeed. The others are forgotten.
func (j job) waits(ctx context.Context, s sample.Sample) ([]pending.Wait, error) {
	var registered []pending.Wait
	var err error
	if s.Status == sample.StatusAwaitingAuthorization {
		registered, err = lifecycle.ReservationWaits(ctx, j.table, s)
	} else {
		registered, err = pending.SampleWaits(ctx, j.table, s.ID)
	}
	if err != nil {
		return nil, err
	}
	return j.alive(ctx, registered)
}

func (j job) alive(ctx context.Context, registered []pending.Wait) (alive []pending.Wait, err error) {
	for _, wait := range registered {
		waits, err := j.executions.IsWaiting(ctx, wait.Token)
		if err == nil && !waits {
			err = pending.ForgetWait(ctx, j.table, wait)
		}
		if err != nil {
			return nil, err
		}
		if waits {
			alive = append(alive, wait)
		}
	}
	return alive, nil
}

// signal tells an execution what has happened if it still waits for that.
func (j job) signal(ctx context.Context, s sample.Sample, waits []pending.Wait, now time.Time) (mended, error) {
	if s.Status == sample.StatusAwaitingAuthorization {
		a, err := creators.Authorization(ctx, j.table, s.AgencyID, s.CreatorID)
		if err != nil || !lifecycle.OfReservation(s, a).Over {
			return "", err
		}
		return signalled, lifecycle.SignalRequest(ctx, j.table, j.executions, s.RequestID, s.AgencyID, s.CreatorID)
	}
	for _, wait := range waits {
		if lifecycle.OfSample(wait.Wait, s).Over {
			return signalled, lifecycle.SignalSample(ctx, j.table, j.executions, s.ID, now)
		}
	}
	return "", nil
}

// restart counts the restart and then starts the next execution; after the last one that is allowed it tells people instead.
// Where the sample changed since it was read, another job came first or the sample went on: the next run looks again. A job
// that dies between the two leaves a sample whose execution is missing.
func (j job) restart(ctx context.Context, before sample.Sample, found lifecycle.Standing, now time.Time) (mended, error) {
	after, kind, err := sample.Restart(before, now)
	if err != nil {
		return "", err
	}
	e := event.Changed(before, after, kind, lifecycle.By(contract.ReconcileLifecycles.Action), now)
	err = j.table.Commit(ctx, samples.Changed(before, after, e.With("found", string(found))))
	if errors.Is(err, table.ErrChanged) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if kind == sample.EventStuck {
		slog.ErrorContext(ctx, stuckWorkflow, "sampleId", after.ID, "found", string(found), "restarts", after.Restarts)
		return gaveUp, nil
	}
	slog.WarnContext(ctx, "restarted", "sampleId", after.ID, "found", string(found), "restarts", after.Restarts)
	return restarted, j.executions.ResumeSample(ctx, after, now)
}
