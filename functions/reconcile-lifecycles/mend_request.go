package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/pending"
)

// mostExecutions is how many executions a request may have: one that breaks again and again is left to its own time.
const mostExecutions = 6

// mendRequest looks at a request that waits for its answer (feature E5). One whose time is over, and whose workflow has not put
// that on record, is expired here: nothing depends on its workflow. One that still has time is mended as a sample is; how
// often it was restarted is known by the names of its executions.
func (j job) mendRequest(ctx context.Context, a authorization.Authorization, now time.Time) (mended, error) {
	switch {
	case now.Sub(a.RequestedAt) < grace:
		return "", nil
	case now.Sub(a.ExpiresAt) >= grace:
		return j.expire(ctx, a, now)
	case a.At(now).Status == authorization.StatusExpired:
		return "", nil // its workflow is about to say so
	}
	registered, err := pending.RequestWaits(ctx, j.table, a.RequestID)
	if err != nil {
		return "", err
	}
	own := slices.DeleteFunc(registered, func(w pending.Wait) bool { return w.SampleID != "" })
	if waits, err := j.alive(ctx, own); err != nil || len(waits) > 0 {
		return "", err
	}
	for number := 1; number <= mostExecutions; number++ {
		execution := lifecycle.RequestExecution(a.RequestID, number)
		found, err := j.executions.Standing(ctx, execution)
		if err != nil {
			return "", err
		}
		switch found {
		case lifecycle.Missing:
			did := restarted
			if number == 1 {
				did = started
			}
			return did, j.executions.StartRequest(ctx, a.RequestID, a.AgencyID, a.CreatorID, number, a.ExpiresAt, now)
		case lifecycle.Running:
			if stands, err := j.stop(ctx, execution, now); err != nil || !stands {
				return "", err
			}
		}
	}
	return resting, nil
}

// expire puts on record that a request's time is over. An answer at the same moment is not lost.
func (j job) expire(ctx context.Context, before authorization.Authorization, now time.Time) (mended, error) {
	after, err := authorization.Expire(before, now)
	if err != nil {
		return "", err
	}
	e := event.Changed(before, after, authorization.EventExpired, lifecycle.By(contract.ReconcileLifecycles.Action), now)
	err = j.table.Commit(ctx, creators.AuthorizationChanged(before, after, e))
	if errors.Is(err, table.ErrChanged) {
		return "", nil
	}
	return expired, err
}
