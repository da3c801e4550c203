package lambda_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/lambda"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 5_000_000, time.UTC)

var binaries string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		folder, err := os.MkdirTemp("", "lambda-test-")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(folder)
		for _, name := range []string{"probe", "stubborn"} {
			build := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", filepath.Join(folder, name), "./testdata/"+name)
			build.Env = append(os.Environ(), "CGO_ENABLED=0")
			if out, err := build.CombinedOutput(); err != nil {
				panic(fmt.Sprintf("build %s: %v: %s", name, err, out))
			}
		}
		binaries = folder
		return m.Run()
	}())
}

// newService returns a service with the function "probe", or the ones given, and its clock.
func newService(t testing.TB, options lambda.Options, functions ...lambda.Function) (*lambda.Service, *clock.Clock) {
	t.Helper()
	clk := clock.New(start)
	service := lambda.New(clk, slog.New(slog.DiscardHandler), options)
	t.Cleanup(func() {
		if err := service.Close(); err != nil {
			t.Error(err)
		}
	})
	if functions == nil {
		functions = []lambda.Function{{Name: "probe"}}
	}
	for _, f := range functions {
		if f.Binary == "" {
			f.Binary = filepath.Join(binaries, "probe")
		}
		if f.Timeout == 0 {
			f.Timeout = 20 * time.Second
		}
		if err := service.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	return service, clk
}

type answer struct {
	PID         int
	Text        string
	Environment []string
	Custom      map[string]string
	Installed   string
	ARN         string
	RequestID   string
	LeftMS      int64
}

func ask(do, text string) []byte {
	payload, err := json.Marshal(map[string]string{"do": do, "text": text})
	if err != nil {
		panic(err)
	}
	return payload
}

func invoke(t testing.TB, service *lambda.Service, function string, payload []byte) answer {
	t.Helper()
	out, err := service.Invoke(t.Context(), function, payload)
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return a
}

func failure(t *testing.T, service *lambda.Service, function string, payload []byte) *lambda.FunctionError {
	t.Helper()
	out, err := service.Invoke(t.Context(), function, payload)
	var functionError *lambda.FunctionError
	if !errors.As(err, &functionError) {
		t.Fatalf("answer %s, error %v; want a function error", out, err)
	}
	return functionError
}

// awaitInside waits until n processes wait at the gate.
func awaitInside(gate string, n int) {
	for {
		if files, _ := filepath.Glob(gate + ".*"); len(files) >= n {
			return
		}
		<-time.After(5 * time.Millisecond)
	}
}

func awaitEnd(t *testing.T, pid int) {
	t.Helper()
	deadline := time.After(time.Minute)
	for running(pid) {
		select {
		case <-time.After(5 * time.Millisecond):
		case <-deadline:
			t.Fatalf("process %d still runs", pid)
		}
	}
}

func TestWarmProcessIsReused(t *testing.T) {
	service, _ := newService(t, lambda.Options{})
	first := invoke(t, service, "probe", ask("echo", "hello"))
	second := invoke(t, service, "arn:aws:lambda:us-east-1:000000000000:function:probe:live", ask("echo", "again"))
	if first.Text != "hello" || second.Text != "again" {
		t.Fatalf("answers %+v and %+v", first, second)
	}
	if first.PID != second.PID {
		t.Fatal("the second invocation started another process")
	}
	if counts := service.Invocations(); counts.Total != 2 || counts.ByFunction["probe"] != 2 {
		t.Fatalf("counts %+v, want 2", counts)
	}
}

func TestErrorKeepsItsTypeAndItsProcess(t *testing.T) {
	service, _ := newService(t, lambda.Options{})
	before := invoke(t, service, "probe", ask("echo", ""))
	got := failure(t, service, "probe", ask("error", "slow down"))
	if got.Type != "RateLimited" || got.Message != "slow down" || !json.Valid(got.Payload) {
		t.Fatalf("error %+v", got)
	}
	if after := invoke(t, service, "probe", ask("echo", "")); after.PID != before.PID {
		t.Fatal("an error that was returned cost the process")
	}
}

func TestCrashFailsTheInvocationAndCostsTheProcess(t *testing.T) {
	for do, want := range map[string]string{"exit": "Runtime.ExitError", "panic": "string"} {
		t.Run(do, func(t *testing.T) {
			service, _ := newService(t, lambda.Options{})
			before := invoke(t, service, "probe", ask("echo", ""))
			got := failure(t, service, "probe", ask(do, "oh"))
			if got.Type != want {
				t.Fatalf("error %+v, want type %s", got, want)
			}
			if after := invoke(t, service, "probe", ask("echo", "")); after.PID == before.PID {
				t.Fatal("the process was used again")
			}
		})
	}
}

func TestTimeoutEndsTheProcess(t *testing.T) {
	service, _ := newService(t, lambda.Options{}, lambda.Function{Name: "probe", Timeout: 300 * time.Millisecond})
	before := invoke(t, service, "probe", ask("echo", ""))
	got := failure(t, service, "probe", ask("hang", ""))
	if got.Type != "Sandbox.Timedout" || !strings.Contains(got.Message, "timed out after 0.30 seconds") {
		t.Fatalf("error %+v", got)
	}
	if after := invoke(t, service, "probe", ask("echo", "")); after.PID == before.PID {
		t.Fatal("the process was used again")
	}
}

func TestStartFailureReachesTheCaller(t *testing.T) {
	service, _ := newService(t, lambda.Options{},
		lambda.Function{Name: "exits", Environment: map[string]string{"PROBE_FAILS_TO_START": "1"}},
		lambda.Function{Name: "reports", Binary: filepath.Join(binaries, "stubborn"), Environment: map[string]string{"FAIL_INIT": "1"}})
	if got := failure(t, service, "exits", nil); got.Type != "Runtime.ExitError" || !strings.Contains(got.Message, "exit status 1") {
		t.Fatalf("error %+v", got)
	}
	if got := failure(t, service, "reports", nil); got.Type != "Config.Missing" || got.Message != "no table" {
		t.Fatalf("error %+v", got)
	}
	if lines := service.Logs("exits"); !slices.Contains(lines, "no configuration") {
		t.Fatalf("logs %q", lines)
	}
}

func TestNonsenseCostsTheProcess(t *testing.T) {
	service, _ := newService(t, lambda.Options{}, lambda.Function{Name: "stubborn", Binary: filepath.Join(binaries, "stubborn")})
	for event, want := range map[string]string{`"garbage"`: "Runtime.InvalidResponse", `"garbage error"`: "Runtime.InvalidErrorObject"} {
		before := invoke(t, service, "stubborn", nil)
		if got := failure(t, service, "stubborn", []byte(event)); got.Type != want {
			t.Fatalf("%s: error %+v, want type %s", event, got, want)
		}
		if after := invoke(t, service, "stubborn", nil); after.PID == before.PID {
			t.Fatalf("%s: the process was used again", event)
		}
	}
	out, err := service.Invoke(t.Context(), "stubborn", []byte(`"other id"`))
	if err != nil || string(out) != `{"status":400}` {
		t.Fatalf("an answer to somebody else's invocation: %s, %v", out, err)
	}
}

func TestProcessThatDoesNotComeBackIsReplaced(t *testing.T) {
	service, _ := newService(t, lambda.Options{}, lambda.Function{
		Name: "stubborn", Binary: filepath.Join(binaries, "stubborn"), Timeout: 300 * time.Millisecond, Concurrency: 1})
	before := invoke(t, service, "stubborn", []byte(`"linger"`))
	if after := invoke(t, service, "stubborn", nil); after.PID == before.PID {
		t.Fatal("the process that hangs after its answer was used again")
	}
}

func TestTooLargeAResponseIsAnError(t *testing.T) {
	service, _ := newService(t, lambda.Options{})
	if got := failure(t, service, "probe", ask("large", "")); got.Type != "Function.ResponseSizeTooLarge" {
		t.Fatalf("error %+v", got)
	}
}

func TestInvocationsRunAtOnceUpToTheLimit(t *testing.T) {
	service, _ := newService(t, lambda.Options{}, lambda.Function{Name: "probe", Concurrency: 3})
	gate := filepath.Join(t.TempDir(), "gate")
	var mu sync.Mutex
	pids := map[int]int{}
	var wait sync.WaitGroup
	for range 7 {
		wait.Go(func() {
			a := invoke(t, service, "probe", ask("wait", gate))
			mu.Lock()
			pids[a.PID]++
			mu.Unlock()
		})
	}
	awaitInside(gate, 3)
	if err := os.WriteFile(gate, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wait.Wait()
	if len(pids) != 3 {
		t.Fatalf("7 invocations ran on %d processes, want 3: %v", len(pids), pids)
	}
}

func TestEnvironmentIsWhatLambdaSetsAndNothingElse(t *testing.T) {
	t.Setenv("LEAKED", "yes")
	t.Setenv("AWS_PROFILE", "mine")
	service, _ := newService(t, lambda.Options{}, lambda.Function{
		Name: "probe", MemoryMB: 256, Environment: map[string]string{"TABLE": "samplepath", "AWS_REGION": "elsewhere"}})
	got := map[string]string{}
	for _, entry := range invoke(t, service, "probe", ask("environment", "")).Environment {
		name, value, _ := strings.Cut(entry, "=")
		got[name] = value
	}
	for name, want := range map[string]string{
		"TABLE": "samplepath", "AWS_REGION": "us-east-1", "AWS_LAMBDA_FUNCTION_NAME": "probe", "TZ": ":UTC",
		"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256", "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/probe",
	} {
		if got[name] != want {
			t.Errorf("%s=%q, want %q", name, got[name], want)
		}
	}
	for name := range got {
		known := strings.HasPrefix(name, "AWS_") || strings.HasPrefix(name, "_") ||
			slices.Contains([]string{"TABLE", "TZ", "PATH", "LANG", "LAMBDA_TASK_ROOT"}, name)
		if !known || name == "AWS_PROFILE" {
			t.Errorf("%s is in the environment", name)
		}
	}
}

func TestContextCarriesTheVirtualTime(t *testing.T) {
	service, clk := newService(t, lambda.Options{})
	for range 2 {
		a := invoke(t, service, "probe", ask("context", ""))
		if want := clk.Now().Format(time.RFC3339Nano); a.Custom["samplepathTime"] != want {
			t.Fatalf("custom %v, want the time %s", a.Custom, want)
		}
		if a.ARN != "arn:aws:lambda:us-east-1:000000000000:function:probe" || len(a.RequestID) != 36 {
			t.Fatalf("context %+v", a)
		}
		if a.LeftMS < 10_000 || a.LeftMS > 20_000 {
			t.Fatalf("%d ms are left of 20 s", a.LeftMS)
		}
		if err := clk.Advance(t.Context(), 400*24*time.Hour); err != nil {
			t.Fatal(err)
		}
	}
}

func TestKillFailsWhatIsInFlight(t *testing.T) {
	service, _ := newService(t, lambda.Options{})
	gate := filepath.Join(t.TempDir(), "gate")
	failed := make(chan error, 1)
	go func() {
		_, err := service.Invoke(context.Background(), "probe", ask("wait", gate))
		failed <- err
	}()
	awaitInside(gate, 1)
	killed, err := service.Kill("probe")
	if err != nil || killed != 1 {
		t.Fatalf("killed %d: %v", killed, err)
	}
	var functionError *lambda.FunctionError
	if err := <-failed; !errors.As(err, &functionError) || functionError.Type != "Runtime.ExitError" {
		t.Fatalf("error %v, want Runtime.ExitError", err)
	}
	invoke(t, service, "probe", ask("echo", ""))
}

func TestLeastRecentlyUsedProcessesGo(t *testing.T) {
	service, _ := newService(t, lambda.Options{IdleLimit: 2}, lambda.Function{Name: "a"}, lambda.Function{Name: "b"}, lambda.Function{Name: "c"})
	pids := map[string]int{}
	for i, name := range []string{"a", "b", "a", "c"} { // c pushes b out
		pids[name] = invoke(t, service, name, ask("echo", "")).PID
		for service.Idle() < min(i+1, 2) {
			<-time.After(time.Millisecond)
		}
	}
	awaitEnd(t, pids["b"])
	for _, name := range []string{"a", "c"} {
		if got := invoke(t, service, name, ask("echo", "")).PID; got != pids[name] {
			t.Errorf("%s was used more recently and is gone", name)
		}
	}
}

func TestIdleProcessEnds(t *testing.T) {
	service, _ := newService(t, lambda.Options{IdleTimeout: 20 * time.Millisecond})
	before := invoke(t, service, "probe", ask("echo", ""))
	awaitEnd(t, before.PID)
	invoke(t, service, "probe", ask("echo", ""))
}

func TestOutputIsKeptAndPassedOn(t *testing.T) {
	var all bytes.Buffer
	service, _ := newService(t, lambda.Options{Output: &all})
	invoke(t, service, "probe", ask("print", "line"))
	if err := service.Close(); err != nil { // its output is complete when it has ended
		t.Fatal(err)
	}
	if got := service.Logs("probe"); !slices.Equal(got, []string{"line", "second line"}) {
		t.Fatalf("logs %q", got)
	}
	if all.String() != "line\nsecond line\n" {
		t.Fatalf("output %q", all.String())
	}
}

func TestCallerMayLeave(t *testing.T) {
	service, clk := newService(t, lambda.Options{})
	gate := filepath.Join(t.TempDir(), "gate")
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	go func() {
		_, err := service.Invoke(ctx, "probe", ask("wait", gate))
		failed <- err
	}()
	awaitInside(gate, 1)
	cancel()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want the context's", err)
	}
	soon, stop := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer stop()
	if clk.Settle(soon) == nil {
		t.Fatal("the clock came to rest while the function ran on")
	}
	if err := os.WriteFile(gate, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := clk.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestCloseFailsWhatIsInFlight(t *testing.T) {
	service, _ := newService(t, lambda.Options{})
	gate := filepath.Join(t.TempDir(), "gate")
	failed := make(chan error, 1)
	go func() {
		_, err := service.Invoke(context.Background(), "probe", ask("wait", gate))
		failed <- err
	}()
	awaitInside(gate, 1)
	if err := service.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-failed; !errors.Is(err, lambda.ErrClosed) {
		t.Fatalf("error %v, want ErrClosed", err)
	}
	if _, err := service.Invoke(t.Context(), "probe", nil); !errors.Is(err, lambda.ErrClosed) {
		t.Fatalf("error %v, want ErrClosed", err)
	}
}

func TestUnknownFunctionAndBadDefinitions(t *testing.T) {
	service, _ := newService(t, lambda.Options{})
	for _, id := range []string{"other", "arn:aws:lambda:eu-west-1:000000000000:function:probe"} {
		if _, err := service.Invoke(t.Context(), id, nil); !errors.Is(err, lambda.ErrUnknownFunction) {
			t.Errorf("%s: error %v, want ErrUnknownFunction", id, err)
		}
	}
	probe := filepath.Join(binaries, "probe")
	for _, f := range []lambda.Function{
		{Name: "probe", Binary: probe}, {Name: "", Binary: probe}, {Name: "x:y", Binary: probe},
		{Name: "x", Binary: filepath.Join(binaries, "none")}, {Name: "x", Binary: binaries},
		{Name: "x", Binary: probe, DeadLetterQueue: "arn:aws:sqs:us-east-1:000000000000:dead"},
	} {
		if service.Add(f) == nil {
			t.Errorf("%+v was taken", f)
		}
	}
}

func BenchmarkWarmInvoke(b *testing.B) {
	service, _ := newService(b, lambda.Options{})
	payload := ask("echo", "hello")
	for b.Loop() {
		invoke(b, service, "probe", payload)
	}
}

func BenchmarkColdInvoke(b *testing.B) {
	service, _ := newService(b, lambda.Options{})
	payload := ask("echo", "hello")
	for b.Loop() {
		invoke(b, service, "probe", payload)
		if _, err := service.Kill("probe"); err != nil {
			b.Fatal(err)
		}
	}
}
