package states

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"

	"samplepath/infra/local/clock"
)

// Invoker runs a function, given by its name or ARN, on a JSON payload and returns its JSON result. If the function
// itself failed, the error is a *lambda.FunctionError; an error with an ErrorCode is one of the Lambda service.
type Invoker interface {
	Invoke(ctx context.Context, function string, payload []byte) ([]byte, error)
}

// Service holds state machines and runs their executions. It is safe for concurrent use, and an http.Handler.
type Service struct {
	clk    *clock.Clock
	invoke Invoker
	log    *slog.Logger
	tokens sealer

	mu         sync.RWMutex // before an execution's own lock, never after it
	machines   map[string]*machine
	executions map[string]*execution // by ARN
	sequence   uint64

	transitions atomic.Int64

	calling sync.Mutex
	calls   sync.WaitGroup
	ctx     context.Context // of every function called; done once closed
	cancel  context.CancelFunc
}

// New returns a service without machines. Everything in it waits on clk.
func New(clk *clock.Clock, invoke Invoker, log *slog.Logger) *Service {
	ctx, cancel := context.WithCancel(context.Background())
	return &Service{
		clk: clk, invoke: invoke, log: log, tokens: newSealer(),
		machines: map[string]*machine{}, executions: map[string]*execution{},
		ctx: ctx, cancel: cancel,
	}
}

// Close cancels the functions under way and waits for them. Executions stay readable, but call nothing any more.
func (s *Service) Close() {
	s.calling.Lock()
	s.cancel()
	s.calling.Unlock()
	s.calls.Wait()
}

// Transitions is how many state transitions there were so far, as a Standard workflow is billed: one for each state
// entered, one for each retry, and one for an execution's end. AWS publishes the first two ("each time a step of your
// workflow is executed, including retries"); the last, the arrow to the End of the drawn workflow, is counted so that
// this number is never below the bill.
func (s *Service) Transitions() int64 { return s.transitions.Load() }

// call runs a function on a goroutine of its own and hands over its answer. Called by work in flight.
func (s *Service) call(function string, payload []byte, answer func([]byte, error)) {
	s.calling.Lock()
	defer s.calling.Unlock()
	if s.ctx.Err() != nil {
		return
	}
	done := s.clk.Begin()
	s.calls.Go(func() {
		defer done()
		result, err := s.invoke.Invoke(s.ctx, function, payload)
		if s.ctx.Err() == nil {
			answer(result, err)
		}
	})
}
