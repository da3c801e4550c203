package lifecycle_test

import (
	"errors"
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/lifecycle"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

// Feature E5: the task ends its own request, when nobody has answered it in time, and finds its own effect when it runs again.
// It leaves alone a request that still has time, one that was answered, and one that was made after its own.
func TestARequestExpiresByItsOwnTaskOnly(t *testing.T) {
	lapsed := tabletest.Day(12, 11) // the world's request is of the 5th
	for name, test := range map[string]struct {
		world   func(w *tabletest.World)
		request string
		at      time.Time
		runs    int
		want    authorization.Status
		done    bool // the execution is told that it came too late, or too early
	}{
		"in time":          {func(*tabletest.World) {}, tabletest.RequestID, lapsed, 1, authorization.StatusExpired, false},
		"twice":            {func(*tabletest.World) {}, tabletest.RequestID, lapsed, 2, authorization.StatusExpired, false},
		"too early":        {func(*tabletest.World) {}, tabletest.RequestID, lapsed.Add(-time.Millisecond), 1, authorization.StatusPending, true},
		"answered":         {func(w *tabletest.World) { w.Accept() }, tabletest.RequestID, lapsed, 1, authorization.StatusAuthorized, true},
		"another's":        {func(*tabletest.World) {}, "ath_01QFXNQ9W0RSHTWRQX49EAYXJA", lapsed, 1, authorization.StatusPending, true},
		"an older request": {func(w *tabletest.World) { w.Decline(); w.AskAgain(lapsed.Add(-time.Hour)) }, tabletest.RequestID, lapsed, 1, authorization.StatusPending, true},
	} {
		w := tabletest.NewWorld(t).Join().Ask()
		test.world(w)
		in := workflow.ExpireOverdueInput{Wait: workflow.WaitAnswer, AgencyID: tabletest.AgencyID, CreatorID: tabletest.CreatorID, RequestID: test.request}
		var err error
		for range test.runs {
			_, err = lifecycle.ExpireOverdue(clock.With(t.Context(), test.at), w.Table, in)
		}
		if done := errors.Is(err, lifecycle.ErrNotDue); done != test.done || err != nil && !done {
			t.Errorf("%s: %v, not due: %v", name, err, test.done)
		}
		a, err := creators.Authorization(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID)
		if err != nil || a.Status != test.want {
			t.Errorf("%s: the request is %s, want %s (%v)", name, a.Status, test.want, err)
		}
	}
}
