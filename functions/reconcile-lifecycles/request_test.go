package main

import (
	"maps"
	"testing"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/lifecycle"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

const request = tabletest.RequestID

// Features E5, O2: what is done about a request that waits for its answer, by how its executions stand.
func TestWhatIsDoneAboutARequest(t *testing.T) {
	type standings = map[string]lifecycle.Standing
	for name, test := range map[string]struct {
		before, want standings
		token        bool // an execution waits under the registered one
		idle         time.Duration
	}{
		"never started":     {standings{}, standings{request: "running"}, false, 0},
		"failed":            {standings{request: "failed"}, standings{request: "failed", request + "-2": "running"}, false, 0},
		"stopped twice":     {standings{request: "failed", request + "-2": "aborted"}, standings{request: "failed", request + "-2": "aborted", request + "-3": "running"}, false, 0},
		"well":              {standings{request: "running"}, standings{request: "running"}, true, time.Hour},
		"between two waits": {standings{request: "running"}, standings{request: "running"}, false, grace - time.Second},
		"without a wait":    {standings{request: "running"}, standings{request: "aborted", request + "-2": "running"}, false, grace},
	} {
		w := tabletest.NewWorld(t).Join().Ask() // on the 5th, at 11:00
		f := newFake(lifecycle.Missing)
		maps.Copy(f.executions, test.before)
		if _, err := pending.RegisterWait(t.Context(), w.Table, workflow.AwaitSignalInput{Wait: workflow.WaitAnswer, RequestID: request, Token: "own"}); err != nil {
			t.Fatal(err)
		}
		f.tokens["own"] = test.token
		for execution := range test.before {
			f.active[execution] = now.Add(-test.idle)
		}
		if err := come(t, w, f, now); err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(f.executions, test.want) {
			t.Errorf("%s: executions %v, want %v", name, f.executions, test.want)
		}
		if left := w.Authorization.ExpiresAt.Sub(now); len(test.want) > len(test.before) && f.until != left {
			t.Errorf("%s: the execution has %s, want %s", name, f.until, left)
		}
	}
}

// A request whose workflow breaks again and again is left to its own time.
func TestARequestIsNotRestartedForEver(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask()
	f := newFake(lifecycle.Missing)
	f.startsAs = "failed"
	for hour := range 20 {
		if err := come(t, w, f, now.Add(time.Duration(hour)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.executions) != mostExecutions {
		t.Errorf("%d executions", len(f.executions))
	}
}

// Feature E5: a request whose time is over expires, whatever became of its workflow; one whose workflow is about to say so is
// left to it, and so is one that was answered.
func TestARequestWhoseTimeIsOver(t *testing.T) {
	lapsed := tabletest.Day(12, 11)
	for name, test := range map[string]struct {
		world func(w *tabletest.World)
		at    time.Time
		want  authorization.Status
	}{
		"its workflow is lost":      {func(*tabletest.World) {}, lapsed.Add(grace), authorization.StatusExpired},
		"its workflow may say so":   {func(*tabletest.World) {}, lapsed.Add(grace - time.Millisecond), authorization.StatusPending},
		"answered, and not told":    {func(w *tabletest.World) { w.Accept() }, lapsed.Add(time.Hour), authorization.StatusAuthorized},
		"a year later all the same": {func(*tabletest.World) {}, lapsed.AddDate(1, 0, 0), authorization.StatusExpired},
	} {
		w := tabletest.NewWorld(t).Join().Ask()
		test.world(w)
		f := newFake(lifecycle.Missing)
		if err := come(t, w, f, test.at); err != nil {
			t.Fatal(err)
		}
		a, err := creators.Authorization(t.Context(), w.Table, tabletest.AgencyID, tabletest.CreatorID)
		if err != nil || a.Status != test.want {
			t.Errorf("%s: the request is %s, want %s (%v)", name, a.Status, test.want, err)
		}
		if len(f.executions) != 0 {
			t.Errorf("%s: executions %v", name, f.executions)
		}
	}
}
