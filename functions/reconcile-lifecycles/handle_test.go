package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table/pending"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/workflow"
)

var (
	errUnreachable = errors.New("unreachable")
	now            = tabletest.Day(9, 9)
)

// fake is Step Functions as a test wants it, with the executions by their names.
type fake struct {
	mu         sync.Mutex
	executions map[string]lifecycle.Standing
	tokens     map[string]bool
	active     map[string]time.Time // when a running execution last did something; an hour ago by default
	completed  []string
	asked      []string
	onAsk      func(execution string) error
	onStart    func() error
	startsAs   lifecycle.Standing // what becomes of an execution that is started
	heartbeats atomic.Int64
	until      time.Duration // that the last request which was started still had
}

func name(s sample.Sample) string { return lifecycle.SampleExecution(s).Name }

func (f *fake) IsWaiting(_ context.Context, token string) (bool, error) {
	f.heartbeats.Add(1)
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.tokens[token], nil
}

func (f *fake) Standing(_ context.Context, e lifecycle.Execution) (lifecycle.Standing, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, e.Name)
	if f.onAsk != nil {
		if err := f.onAsk(e.Name); err != nil {
			return "", err
		}
	}
	if standing, ok := f.executions[e.Name]; ok {
		return standing, nil
	}
	return lifecycle.Missing, nil
}

func (f *fake) IdleSince(_ context.Context, e lifecycle.Execution) (time.Time, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if at, ok := f.active[e.Name]; ok {
		return at, nil
	}
	return now.Add(-time.Hour), nil
}

func (f *fake) Stop(_ context.Context, e lifecycle.Execution, _ string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.executions[e.Name] = "aborted"
	return nil
}

func (f *fake) ResumeSample(_ context.Context, s sample.Sample, at time.Time) error {
	return f.start(lifecycle.SampleExecution(s), at)
}

func (f *fake) StartRequest(_ context.Context, requestID, _, _ string, number int, expiresAt, at time.Time) error {
	f.mu.Lock()
	f.until = expiresAt.Sub(at)
	f.mu.Unlock()
	return f.start(lifecycle.RequestExecution(requestID, number), at)
}

func (f *fake) start(e lifecycle.Execution, at time.Time) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.onStart != nil {
		if err := f.onStart(); err != nil {
			return err
		}
	}
	if _, exists := f.executions[e.Name]; !exists {
		f.executions[e.Name], f.active[e.Name] = f.startsAs, at
	}
	return nil
}

func (f *fake) Complete(_ context.Context, token string, outcome lifecycle.Outcome) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.completed = append(f.completed, fmt.Sprintf("%s %+v", token, outcome))
	return nil
}

// first is the name of the first execution of the world's sample.
const first, second = tabletest.SampleID, tabletest.SampleID + "-2"

func newFake(standing lifecycle.Standing) *fake {
	f := &fake{startsAs: lifecycle.Running, executions: map[string]lifecycle.Standing{}, tokens: map[string]bool{}, active: map[string]time.Time{}}
	if standing != lifecycle.Missing {
		f.executions[first] = standing
	}
	return f
}

// come lets a run of each part come by.
func come(t *testing.T, w *tabletest.World, f *fake, at time.Time) error {
	t.Helper()
	var failed error
	for part := range workflow.ReconcilerParts {
		failed = errors.Join(failed, (job{w.Table, f}).run(clock.With(t.Context(), at), part))
	}
	return failed
}

func register(t *testing.T, w *tabletest.World, wait workflow.Wait, token string) {
	t.Helper()
	if _, err := pending.RegisterWait(t.Context(), w.Table, workflow.AwaitSignalInput{Wait: wait, SampleID: tabletest.SampleID, Token: token}); err != nil {
		t.Fatal(err)
	}
}

// restarts are the restarts on the timeline of the world's sample.
func restarts(t *testing.T, w *tabletest.World) (found []string) {
	t.Helper()
	s, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		if e.Type == sample.EventRestarted {
			found = append(found, e.Details["found"])
		}
	}
	if s.Restarts != len(found) {
		t.Fatalf("%d restarts counted, %d on the timeline", s.Restarts, len(found))
	}
	return found
}

// Feature O2: what is done about an execution, by how it stands.
func TestWhatIsDone(t *testing.T) {
	for standing, test := range map[lifecycle.Standing]struct {
		executions map[string]lifecycle.Standing
		told       []string
	}{
		lifecycle.Missing: {map[string]lifecycle.Standing{first: lifecycle.Running}, nil},
		"failed":          {map[string]lifecycle.Standing{first: "failed", second: lifecycle.Running}, []string{"failed"}},
		"timed_out":       {map[string]lifecycle.Standing{first: "timed_out", second: lifecycle.Running}, []string{"timed_out"}},
		"succeeded":       {map[string]lifecycle.Standing{first: "succeeded", second: lifecycle.Running}, []string{"succeeded"}},
		lifecycle.Running: {map[string]lifecycle.Standing{first: "aborted", second: lifecycle.Running}, []string{"no_wait"}},
	} {
		w := tabletest.NewWorld(t).Authorized().Order()
		f := newFake(standing)
		register(t, w, workflow.WaitShipment, "of nobody")
		if err := come(t, w, f, now); err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(f.executions, test.executions) || !slices.Equal(restarts(t, w), test.told) {
			t.Errorf("%s: executions %v, told %v", standing, f.executions, restarts(t, w))
		}
		if waits, err := pending.SampleWaits(t.Context(), w.Table, tabletest.SampleID); err != nil || len(waits) != 0 {
			t.Errorf("%s: the dead token is still there: %v %v", standing, waits, err)
		}
	}
}

// What is well, too young to tell, between two waits, or at its end is left alone.
func TestWhatIsLeftAlone(t *testing.T) {
	for name, test := range map[string]struct {
		harm   func(w *tabletest.World, f *fake)
		at     time.Time
		looked bool
	}{
		"waits": {func(w *tabletest.World, f *fake) {
			register(t, w, workflow.WaitShipment, "alive")
			f.tokens["alive"] = true
		}, now, false},
		"just ordered":      {func(_ *tabletest.World, f *fake) { clear(f.executions) }, w0.Add(grace - time.Second), false},
		"between two waits": {func(_ *tabletest.World, f *fake) { f.active[first] = now.Add(time.Second - grace) }, now, true},
		"has ended": {func(w *tabletest.World, f *fake) {
			f.executions[first] = "succeeded"
			w.Label().Dispatch().Deliver().Receive().Post().Complete()
		}, tabletest.Day(25, 9), false},
		"went on while it was looked at": {func(w *tabletest.World, f *fake) {
			f.executions[first] = "aborted"
			f.onAsk = func(string) error { w.Label(); return nil }
		}, now, true},
	} {
		w := tabletest.NewWorld(t).Authorized().Order()
		f := newFake(lifecycle.Running)
		test.harm(w, f)
		before := maps.Clone(f.executions)
		if err := come(t, w, f, test.at); err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(f.executions, before) || len(restarts(t, w)) != 0 || len(f.asked) > 0 != test.looked {
			t.Errorf("%s: executions %v, before %v; asked for %v", name, f.executions, before, f.asked)
		}
	}
}

// w0 is when the world's sample is ordered.
var w0 = tabletest.Day(6, 9)

// A signal that was lost is given again.
func TestALostSignalIsGivenAgain(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	f := newFake(lifecycle.Running)
	f.tokens["shipment"] = true
	register(t, w, workflow.WaitShipment, "shipment")
	if err := come(t, w, f, now); err != nil {
		t.Fatal(err)
	}
	want := []string{"shipment {Over:true Error: Seconds:1}"}
	if waits, err := pending.SampleWaits(t.Context(), w.Table, tabletest.SampleID); err != nil || len(waits) != 0 || !slices.Equal(f.completed, want) || len(restarts(t, w)) != 0 {
		t.Fatalf("completed %v, left %v, %v", f.completed, waits, err)
	}
}

// Feature F9: a sample that waits for an authorization is well while its request is pending, and is signalled the answer.
func TestAReservationIsSignalledTheAnswer(t *testing.T) {
	w := tabletest.NewWorld(t).Join().Ask().Reserve()
	f := newFake(lifecycle.Running)
	for sampleID, token := range map[string]string{tabletest.SampleID: "alive", "smp_other": "other"} {
		in := workflow.AwaitSignalInput{Wait: workflow.WaitAuthorization, SampleID: sampleID, RequestID: tabletest.RequestID, Token: token}
		if _, err := pending.RegisterWait(t.Context(), w.Table, in); err != nil {
			t.Fatal(err)
		}
	}
	f.tokens["alive"] = true
	if err := come(t, w, f, tabletest.Day(6, 17)); err != nil || len(f.completed) != 0 || slices.Contains(f.asked, tabletest.SampleID) {
		t.Fatalf("pending: completed %v, asked for %v, %v", f.completed, f.asked, err)
	}
	w.Accept()
	if err := come(t, w, f, tabletest.Day(6, 19)); err != nil {
		t.Fatal(err)
	}
	slices.Sort(f.completed) // the other sample is signalled with it: they wait for the same answer
	if want := []string{"alive {Over:true Error: Seconds:0}", "other {Over:true Error: Seconds:0}"}; !slices.Equal(f.completed, want) || len(restarts(t, w)) != 0 {
		t.Fatalf("completed %v, want %v", f.completed, want)
	}
	delete(f.tokens, "alive")
	f.executions[first] = "failed"
	if err := come(t, w, f, tabletest.Day(6, 20)); err != nil || !slices.Equal(restarts(t, w), []string{"failed"}) {
		t.Fatalf("restarted %v, %v", restarts(t, w), err)
	}
}

// Feature O2: jobs that come at once restart once.
func TestJobsAtOnceRestartOnce(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	f := newFake("aborted")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if err := come(t, w, f, now); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if want := map[string]lifecycle.Standing{first: "aborted", second: lifecycle.Running}; !maps.Equal(f.executions, want) || len(restarts(t, w)) != 1 {
		t.Fatalf("executions %v", f.executions)
	}
}

// A job that dies between counting a restart and starting the execution is finished by the next one.
func TestADeadJobIsFinishedByTheNext(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	f := newFake("failed")
	f.onStart = func() error { return errUnreachable }
	if err := come(t, w, f, now); !errors.Is(err, errUnreachable) {
		t.Fatal(err)
	}
	f.onStart = nil
	if err := come(t, w, f, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if want := map[string]lifecycle.Standing{first: "failed", second: lifecycle.Running}; !maps.Equal(f.executions, want) || len(restarts(t, w)) != 1 {
		t.Fatalf("executions %v, restarts %v", f.executions, restarts(t, w))
	}
}

// more orders samples for other creators, which lie in several shards.
func more(t *testing.T, w *tabletest.World, n int) (ids []string) {
	t.Helper()
	ctx := id.WithEntropy(clock.With(t.Context(), w0), rand.NewChaCha8([32]byte{1}))
	for range n {
		s := w.Sample
		s.ID, s.CreatorID = id.New(ctx, id.Sample), id.New(ctx, id.Creator)
		e := event.First(s, sample.EventOrdered, lifecycle.By(contract.OrderSample.Action), w0)
		if err := w.Table.Commit(t.Context(), samples.Ordered(s, e, policy.Default)); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, s.ID)
	}
	return ids
}

// A run that has no time left says where the next one of its part goes on; one that comes to the end begins anew.
func TestRunsGoOnWhereTheLastOneStopped(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	more(t, w, 8)
	f := newFake(lifecycle.Missing)
	seen, checked := map[string]bool{}, 0
	for part := range workflow.ReconcilerParts {
		for range 3 { // a run that is stopped at its first page, the rest of its part, and one that begins anew
			stop := make(chan struct{})
			once := sync.OnceFunc(func() { close(stop) })
			f.onAsk = func(execution string) error {
				once()
				seen[execution] = true
				return nil
			}
			f.asked = nil
			if err := (job{w.Table, f}).sweep(clock.With(t.Context(), now), part, stop); err != nil {
				t.Fatal(err)
			}
			checked += len(f.asked)
		}
	}
	if len(seen) != 9 || checked != 2*9 { // the run between the two has nothing left but the requests
		t.Errorf("%d samples were checked %d times", len(seen), checked)
	}
	f.onAsk, f.asked = nil, nil
	for range 2 { // the first run comes to the end, the second one begins anew
		f.asked = nil
		if err := come(t, w, f, now); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.asked) != 9 {
		t.Errorf("a whole run checked %d samples", len(f.asked))
	}
}

// What cannot be mended keeps the others from nothing, and fails the run.
func TestOneFailureIsOneFailure(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	more(t, w, 3)
	f := newFake("failed")
	f.onAsk = func(execution string) error {
		if execution == tabletest.SampleID {
			return errUnreachable
		}
		return nil
	}
	if err := come(t, w, f, now); !errors.Is(err, errUnreachable) || len(f.executions) != 4 || len(restarts(t, w)) != 0 {
		t.Fatalf("executions %v, %v", f.executions, err)
	}
}
