package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

// workflow is what is asked of lifecycle.Workflow.
type workflow interface {
	lifecycle.Completer
	Waits(ctx context.Context, token string) (bool, error)
	Standing(ctx context.Context, s sample.Sample) (lifecycle.Standing, error)
	IdleSince(ctx context.Context, s sample.Sample) (time.Time, error)
	Stop(ctx context.Context, s sample.Sample, cause string) error
	ResumeSample(ctx context.Context, s sample.Sample, p policy.Policy, now time.Time) error
}

// mended is what was done about a sample; empty where nothing had to be.
type mended string

const (
	signalled mended = "signalled" // its execution waited for what had happened: the signal was lost
	started   mended = "started"   // its execution had never started
	restarted mended = "restarted" // its execution had ended, or stood still without a wait that can be completed
	resting   mended = "resting"   // it was restarted before, and is left alone for now
	gaveUp    mended = "gaveUp"    // it was restarted in vain as often as it may be
)

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
	found, err := j.workflow.Standing(ctx, s)
	if err != nil {
		return "", err
	}
	switch found {
	case lifecycle.Missing:
		return started, j.workflow.ResumeSample(ctx, s, policy.Default, now)
	case lifecycle.Running:
		idle, err := j.workflow.IdleSince(ctx, s)
		if err != nil || now.Sub(idle) < grace {
			return "", err
		}
		if err := j.workflow.Stop(ctx, s, "It waited under no token that is known. Another execution takes over."); err != nil {
			return "", err
		}
		found = noWait
	}
	return j.restart(ctx, s, found, now)
}

// waits lists the registered waits of a sample under which an execution waits indeed. The others are forgotten.
func (j job) waits(ctx context.Context, s sample.Sample) ([]table.Wait, error) {
	var registered, alive []table.Wait
	var err error
	if s.Status == sample.AwaitingAuthorization {
		registered, err = lifecycle.ReservationWaits(ctx, j.table, s)
	} else {
		registered, err = j.table.SampleWaits(ctx, s.ID)
	}
	if err != nil {
		return nil, err
	}
	for _, wait := range registered {
		waits, err := j.workflow.Waits(ctx, wait.Token)
		if err == nil && !waits {
			err = j.table.ForgetWait(ctx, wait)
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
func (j job) signal(ctx context.Context, s sample.Sample, waits []table.Wait, now time.Time) (mended, error) {
	if s.Status == sample.AwaitingAuthorization {
		a, err := j.table.Authorization(ctx, s.AgencyID, s.CreatorID)
		if err != nil || !lifecycle.OfReservation(s, a).Over {
			return "", err
		}
		return signalled, lifecycle.SignalRequest(ctx, j.table, j.workflow, s.RequestID, s.AgencyID, s.CreatorID)
	}
	for _, wait := range waits {
		if lifecycle.OfSample(wait.Wait, s).Over {
			return signalled, lifecycle.SignalSample(ctx, j.table, j.workflow, s.ID, now)
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
	err = j.table.Commit(ctx, table.SampleChanged(before, after, e.With("found", string(found))))
	if errors.Is(err, table.ErrChanged) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if kind == sample.EventStuck {
		slog.ErrorContext(ctx, contract.StuckWorkflow, "sampleId", after.ID, "found", string(found), "restarts", after.Restarts)
		return gaveUp, nil
	}
	slog.WarnContext(ctx, "restarted", "sampleId", after.ID, "found", string(found), "restarts", after.Restarts)
	return restarted, j.workflow.ResumeSample(ctx, after, policy.Default, now)
}
