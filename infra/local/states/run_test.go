package states_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/google/go-cmp/cmp"

	"samplepath/infra/local/states"
)

func credentials(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
}

// lifecycle is four waits for tokens, each with a timeout and a catch, and an end.
func lifecycle() string {
	var b strings.Builder
	for i := range 4 {
		fmt.Fprintf(&b, `%q:{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken","Next":%q,"ResultPath":"$.last",
			"Parameters":{"FunctionName":"await-signal","Payload":{"token.$":"$$.Task.Token","sampleId.$":"$.sampleId","state.$":"$$.State.Name"}},
			"Retry":[{"ErrorEquals":["Lambda.ServiceException"],"IntervalSeconds":2,"MaxAttempts":6,"BackoffRate":2}],
			"TimeoutSeconds":86400,"Catch":[{"ErrorEquals":["States.Timeout"],"Next":"Missed"}]},`, string(rune('A'+i)), string(rune('B'+i)))
	}
	return b.String() + `"E":{"Type":"Succeed"},"Missed":{"Type":"Fail","Error":"Missed"}`
}

// TestDeterminism: the same inputs give the same histories, tokens aside.
func TestDeterminism(t *testing.T) {
	run := func() [][]states.Event {
		var s *stack
		s = newStack(t, func(_ string, payload []byte) ([]byte, error) {
			var in struct{ Token, State string }
			if err := json.Unmarshal(payload, &in); err != nil {
				return nil, err
			}
			if in.State != "D" {
				s.clk.After(90*time.Minute, func() { _ = s.SendTaskSuccess(in.Token, `{"state":"`+in.State+`"}`) })
			}
			return []byte(`{}`), nil
		})
		machine := s.machine("m", lifecycle())
		var all [][]states.Event
		for i := range 20 {
			s.start(machine, fmt.Sprint("e", i), `{"sampleId":"smp_1"}`)
			s.advance(time.Minute)
		}
		s.advance(48 * time.Hour)
		for i := range 20 {
			events := s.events(fmt.Sprint(account, "execution:m:e", i))
			for j := range events {
				events[j].Details.Parameters = ""
			}
			all = append(all, events)
		}
		return all
	}
	first, second := run(), run()
	if diff := cmp.Diff(second, first); diff != "" {
		t.Errorf("two runs have different histories (-want +got):\n%s", diff)
	}
	if last := first[19][len(first[19])-1]; last.Details.Error != "Missed" || last.Time.Sub(epoch) != 19*time.Minute+3*90*time.Minute+24*time.Hour {
		t.Errorf("the last ended with %s after %s", last.Details.Error, last.Time.Sub(epoch))
	}
}

func TestManyAtOnce(t *testing.T) {
	s := completing(t)
	machine := s.machine("m", lifecycle())
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := range 50 {
				if _, err := s.Start(states.StartInput{MachineARN: machine, Name: fmt.Sprint(w, "-", i), Input: `{"sampleId":"s"}`}); err != nil {
					t.Error(err)
				}
				if _, err := s.List(states.ListInput{MachineARN: machine, StatusFilter: states.Running}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	s.settle()
	out, err := s.List(states.ListInput{MachineARN: machine, StatusFilter: states.Succeeded, MaxResults: 1000})
	if err != nil || len(out.Executions) != 400 {
		t.Errorf("%d of 400 succeeded: %v", len(out.Executions), err)
	}
	if got := s.Transitions(); got != 400*6 {
		t.Errorf("%d transitions, want 2400", got)
	}
}

func TestVisits(t *testing.T) {
	s := newStack(t, fail)
	arn := s.start(s.machine("m", `"A":{"Type":"Pass","Next":"B"},
		"B":`+function(`,"End":true,"Retry":[{"ErrorEquals":["E"],"MaxAttempts":2}],"Catch":[{"ErrorEquals":["E"],"Next":"C"}]`)+`,
		"C":`+function(`,"End":true,"Retry":[{"ErrorEquals":["E"],"MaxAttempts":1,"IntervalSeconds":60}],"Catch":[{"ErrorEquals":["E"],"Next":"D"}]`)+`,
		"D":{"Type":"Fail","Error":"X"}`), "e", "")
	s.advance(10 * time.Second)
	check := func(want ...states.Visit) {
		t.Helper()
		got, err := s.Visits(arn)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("visits (-want +got):\n%s", diff)
		}
	}
	at := func(seconds int) time.Time { return epoch.Add(time.Duration(seconds) * time.Second) }
	a := states.Visit{State: "A", Type: "Pass", Entered: epoch, Left: epoch, Status: "SUCCEEDED"}
	b := states.Visit{State: "B", Type: "Task", Entered: epoch, Left: at(3), Retries: 2, Status: "CAUGHT"}
	check(a, b, states.Visit{State: "C", Type: "Task", Entered: at(3), Status: "RUNNING"})
	s.advance(time.Minute)
	check(a, b, states.Visit{State: "C", Type: "Task", Entered: at(3), Left: at(63), Retries: 1, Status: "CAUGHT"},
		states.Visit{State: "D", Type: "Fail", Entered: at(63), Left: at(63), Status: "FAILED"})
}

// TestTimeMayFlow: timers fire by themselves where the clock has a speed.
func TestTimeMayFlow(t *testing.T) {
	reached := make(chan struct{})
	s := newStack(t, func(function string, _ []byte) ([]byte, error) {
		if function == "f" {
			close(reached)
		}
		return []byte(`1`), nil
	})
	go s.clk.Run(t.Context())
	if err := s.clk.SetSpeed(1e6); err != nil {
		t.Fatal(err)
	}
	s.start(s.machine("m", await(`,"TimeoutSeconds":3600,"Catch":[{"ErrorEquals":["States.Timeout"],"Next":"B"}]`)+`,"B":`+function(`,"End":true`)), "e", "")
	select {
	case <-reached:
	case <-time.After(time.Minute):
		t.Fatal("an hour did not pass")
	}
}

func TestCloseWaitsForFunctions(t *testing.T) {
	called := make(chan struct{})
	s := newStack(t, nil)
	s.Service = states.New(s.clk, blocking{called}, quiet)
	arn := s.start(s.machine("m", `"A":`+function(`,"End":true`)), "e", "")
	<-called
	s.Close()
	if got := s.describe(arn).Status; got != states.Running {
		t.Errorf("closed as %s", got)
	}
	s.settle() // nothing is left in flight
}

// blocking runs until it is cancelled.
type blocking struct{ called chan struct{} }

func (b blocking) Invoke(ctx context.Context, _ string, _ []byte) ([]byte, error) {
	close(b.called)
	<-ctx.Done()
	return nil, ctx.Err()
}

// completing completes every token from within the function that gets it.
func completing(t testing.TB) *stack {
	var s *stack
	s = newStack(t, func(_ string, payload []byte) ([]byte, error) {
		var in struct{ Token string }
		if err := json.Unmarshal(payload, &in); err != nil {
			return nil, err
		}
		return []byte(`{}`), s.SendTaskSuccess(in.Token, `{"status":"done"}`)
	})
	return s
}

// BenchmarkLifecycle is start, four waits completed by their tokens, and end, with functions in this process.
func BenchmarkLifecycle(b *testing.B) {
	s := completing(b)
	machine := s.machine("m", lifecycle())
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.start(machine, fmt.Sprint(i), `{"sampleId":"smp_01ARZ3NDEKTSV4RRFFQ69G5FAV"}`)
		s.settle()
	}
	if got := s.Transitions(); got != int64(b.N)*6 {
		b.Fatalf("%d transitions in %d lifecycles", got, b.N)
	}
}
