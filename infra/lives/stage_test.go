package lives_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/lambda/messages"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sfn"

	vclock "samplepath/infra/local/clock"
	"samplepath/infra/local/lambda"
	"samplepath/infra/local/states"
	"samplepath/shared/authorization"
	"samplepath/shared/clock"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
	"samplepath/shared/worker"
	"samplepath/shared/workflow"
)

// machines are the ARNs of both state machines, by name.
var machines = map[string]string{
	"sample-lifecycle":      "arn:aws:states:us-east-1:000000000000:stateMachine:sample-lifecycle",
	"creator-authorization": "arn:aws:states:us-east-1:000000000000:stateMachine:creator-authorization",
}

// stage plays one sample: both state machines as they are deployed, in the interpreter of the local stack; their tasks, served
// by the functions that the Lambdas call; and a real table. Its clock moves only when the play says so.
type stage struct {
	t        testing.TB
	w        *tabletest.World
	clk      *vclock.Clock
	states   *states.Service
	workflow *lifecycle.Workflow
	untold   []event.Event // what has happened, and no signal has told the workflow yet
	seen     int           // events of the sample's timeline that were passed on

	mu     sync.Mutex
	known  *sample.Sample                                     // as it was read last; nil if that may have changed
	ended  []event.Event                                      // requests that the state machine itself ended
	before func(function string, payload []byte) (skip error) // is asked before a task runs: it may refuse; may be nil
	faults []string                                           // errors of tasks that are no outcome
}

// definition is what is deployed as a state machine: a golden file, which infra/stack compares with what is synthesized.
var definition = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for name := range machines {
		text, err := os.ReadFile(filepath.Join("..", "..", "infra", "stack", "testdata", name+".asl.json"))
		if err != nil {
			panic(err)
		}
		out[name] = strings.ReplaceAll(string(text), "<Partition>", "aws")
	}
	return out
})

// useMachines names the state machines to the workflow client, for a test and all that it plays.
func useMachines(t *testing.T) {
	t.Helper()
	t.Setenv(lifecycle.SampleMachine, machines["sample-lifecycle"])
	t.Setenv(lifecycle.AuthorizationMachine, machines["creator-authorization"])
}

// newStage is a stage with a creator who is asked for the authorization, or has given it; nothing is ordered yet.
func newStage(t testing.TB, authorized bool) *stage {
	t.Helper()
	s := &stage{t: t, w: tabletest.NewWorld(t).Join().Ask(), clk: vclock.New(tabletest.Day(5, 12))}
	if authorized {
		s.w.Accept()
		s.clk = vclock.New(tabletest.Day(6, 8))
	}
	s.states = states.New(s.clk, s, slog.New(slog.DiscardHandler))
	for name, arn := range machines {
		if err := s.states.AddMachine(states.Machine{ARN: arn, Name: name, Definition: definition()[name]}); err != nil {
			t.Fatal(err)
		}
	}
	s.workflow = lifecycle.New(sfn.New(sfn.Options{
		Region: "us-east-1", BaseEndpoint: aws.String("http://states.local"), HTTPClient: s, RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local"}, nil
		}),
	}))
	return s
}

func (s *stage) close() { s.states.Close() }

// Do is the HTTP client of the workflow's client: it calls the interpreter without a network.
func (s *stage) Do(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	s.states.ServeHTTP(w, r)
	return w.Result(), nil
}

func (s *stage) ctx() context.Context { return clock.With(context.Background(), s.clk.Now()) }

// Invoke runs a task.
func (s *stage) Invoke(ctx context.Context, function string, payload []byte) ([]byte, error) {
	if s.before != nil {
		if err := s.before(function, payload); err != nil {
			return nil, err
		}
	}
	return s.task(ctx, function, payload)
}

func (s *stage) task(ctx context.Context, function string, payload []byte) ([]byte, error) {
	if function != contract.AwaitSignal.Name && function != contract.CheckDeadline.Name {
		defer s.forget()
	}
	ctx, tab := clock.With(ctx, s.clk.Now()), s.w.Table
	switch function {
	case contract.AwaitSignal.Name:
		return serve(s, payload, func(in workflow.AwaitSignalInput) (contract.None, error) {
			return contract.None{}, lifecycle.Await(ctx, tab, s.workflow, in)
		})
	case contract.CheckDeadline.Name:
		return serve(s, payload, func(in workflow.CheckDeadlineInput) (workflow.CheckDeadlineAnswer, error) {
			return lifecycle.CheckDeadline(ctx, tab, in)
		})
	case contract.AuthorizeSample.Name:
		return serve(s, payload, func(in workflow.SampleTaskInput) (workflow.TaskAnswer, error) {
			return lifecycle.Authorize(ctx, tab, in)
		})
	case contract.RecordOutcome.Name:
		return serve(s, payload, func(in workflow.SampleTaskInput) (workflow.TaskAnswer, error) {
			return lifecycle.RecordOutcome(ctx, tab, in)
		})
	case contract.RestrictCreator.Name:
		return serve(s, payload, func(in workflow.SampleTaskInput) (workflow.TaskAnswer, error) {
			return lifecycle.RestrictCreator(ctx, tab, in)
		})
	case contract.ExpireOverdue.Name:
		return serve(s, payload, func(in workflow.ExpireOverdueInput) (workflow.TaskAnswer, error) {
			answer, err := lifecycle.ExpireOverdue(ctx, tab, in)
			if in.Wait == workflow.WaitAnswer && err == nil {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.ended = append(s.ended, event.Event{
					Type: authorization.EventExpired, Parties: event.Parties{AgencyID: in.AgencyID, CreatorID: in.CreatorID},
					Details: map[string]string{authorization.DetailRequest: in.RequestID},
				})
			}
			return answer, err
		})
	}
	return nil, fmt.Errorf("no task %s", function)
}

// serve is what package worker and the Lambda Runtime do around a task.
func serve[In, Out any](s *stage, payload []byte, run func(In) (Out, error)) ([]byte, error) {
	var in In
	if err := json.Unmarshal(payload, &in); err != nil {
		return nil, err
	}
	out, err := run(in)
	if err != nil {
		named, ok := errors.AsType[messages.InvokeResponse_Error](worker.Named(err))
		if !ok {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.faults = append(s.faults, err.Error())
			return nil, err
		}
		return nil, &lambda.FunctionError{Type: named.Type, Message: named.Message}
	}
	return json.Marshal(out)
}

func (s *stage) settle() {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := s.clk.Settle(ctx); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) advance(d time.Duration) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := s.clk.Advance(ctx, d); err != nil {
		s.t.Fatal(err)
	}
}

// sample is the sample as it is stored. It is read again only after something may have changed it.
func (s *stage) sample() sample.Sample {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		now, err := samples.Get(s.ctx(), s.w.Table, tabletest.SampleID)
		if err != nil {
			s.t.Fatal(err)
		}
		s.known = &now
	}
	return *s.known
}

// forget says that something may have changed the sample.
func (s *stage) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known = nil
}

// news takes what has happened since the last call to what no signal has told yet.
func (s *stage) news() (more bool) {
	s.t.Helper()
	_, events, err := samples.WithEvents(s.ctx(), s.w.Table, tabletest.SampleID)
	if err != nil {
		s.t.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	fresh := append(events[s.seen:len(events):len(events)], s.ended...)
	s.seen, s.ended = len(events), nil
	s.untold = append(s.untold, fresh...)
	return len(fresh) > 0
}

// signal tells the workflow of all that it does not know yet, and of what follows from that.
func (s *stage) signal() {
	s.t.Helper()
	s.settle()
	for s.news(); len(s.untold) > 0; s.news() {
		told := s.untold
		s.untold = nil
		for _, e := range told {
			s.tell(e)
		}
		s.settle()
	}
}

func (s *stage) tell(e event.Event) {
	s.t.Helper()
	if err := lifecycle.Signal(s.ctx(), s.w.Table, s.workflow, e); err != nil {
		s.t.Fatalf("signal %s: %v", e.Type, err)
	}
}

// execution is the last execution of the sample, and the state that it is in, or ended in.
func (s *stage) execution() (states.Status, string) {
	s.t.Helper()
	arn := lifecycle.ExecutionOf(s.sample())
	described, err := s.states.Describe(arn)
	if err != nil {
		return "", ""
	}
	visits, err := s.states.Visits(arn)
	if err != nil || len(visits) == 0 {
		s.t.Fatal(visits, err)
	}
	return described.Status, visits[len(visits)-1].State
}

// order orders the sample, ahead of the authorization where it is not there yet.
func (s *stage) order() {
	s.t.Helper()
	facts, err := samples.FactsOf(s.ctx(), s.w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: s.w.Creator.ID})
	if err != nil {
		s.t.Fatal(err)
	}
	if facts.Authorization.Status == authorization.StatusAuthorized {
		ordered, err := sample.Order(tabletest.SampleID, "", facts, s.clk.Now())
		if err != nil {
			s.t.Fatal(err)
		}
		s.commit(samples.Ordered(ordered, event.First(ordered, sample.EventOrdered, event.Party{}, s.clk.Now()), policy.Default))
		return
	}
	facts.AwaitAuthorization = true
	reserved, err := sample.Reserve(tabletest.SampleID, "", facts, s.clk.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	s.commit(samples.Reserved(reserved, facts.Authorization, event.First(reserved, sample.EventReserved, event.Party{}, s.clk.Now()), policy.Default))
	s.tell(event.Event{
		Type: authorization.EventRequested, Parties: event.Parties{AgencyID: tabletest.AgencyID, CreatorID: tabletest.CreatorID},
		Details: map[string]string{authorization.DetailRequest: tabletest.RequestID, authorization.DetailAnswerDays: "7"},
	})
}

func (s *stage) commit(c table.Change) {
	s.t.Helper()
	defer s.forget()
	if err := s.w.Table.Commit(s.ctx(), c); err != nil {
		s.t.Fatal(err)
	}
}
