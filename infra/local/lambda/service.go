package lambda

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"samplepath/infra/local/clock"
)

// Queues takes what asynchronous invocations leave behind when they fail for good.
type Queues interface {
	Send(queueARN string, body []byte, attributes map[string]string) error
}

// Options of a Service; zero values mean the defaults.
type Options struct {
	Concurrency int           // processes at once for a function that names no limit of its own; 16
	IdleLimit   int           // idle processes kept over all functions, the least recently used go first; 20
	IdleTimeout time.Duration // real time after which an idle process ends; 5 minutes
	Output      io.Writer     // receives every line that any function prints, one write a line; may be nil
	Queues      Queues        // for dead letters and failure destinations; may be nil if no function names one
}

// Service runs functions. Safe for concurrent use.
type Service struct {
	clk     *clock.Clock
	log     *slog.Logger
	options Options
	output  *lineWriter
	server  *http.Server // the Runtime API: each process has a listener of its own
	waiters sync.WaitGroup

	mu        sync.Mutex
	functions map[string]*function
	idle      *list.List // of *process, the most recently used in front
	total     int
	closed    bool
}

var (
	// ErrUnknownFunction is what invoking a function that was never added returns.
	ErrUnknownFunction = errors.New("unknown function")
	// ErrClosed is what invoking after Close returns.
	ErrClosed = errors.New("the function service is closed")
)

// New returns a service without functions.
func New(clk *clock.Clock, log *slog.Logger, options Options) *Service {
	if options.Concurrency <= 0 {
		options.Concurrency = 16
	}
	if options.IdleLimit <= 0 {
		options.IdleLimit = 20
	}
	if options.IdleTimeout <= 0 {
		options.IdleTimeout = 5 * time.Minute
	}
	s := &Service{clk: clk, log: log, options: options, output: &lineWriter{to: options.Output}, functions: map[string]*function{}, idle: list.New()}
	s.server = &http.Server{
		Handler:           s.runtimeAPI(),
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(l net.Listener) context.Context {
			return context.WithValue(context.Background(), processKey{}, l.(processListener).process)
		},
	}
	return s
}

// Add makes a function known. The binary must exist; nothing is started yet.
func (s *Service) Add(definition Function) error {
	f, err := newFunction(definition, s.options.Concurrency)
	if err != nil {
		return fmt.Errorf("add function %q: %w", definition.Name, err)
	}
	if f.DeadLetterQueue != "" && s.options.Queues == nil {
		return fmt.Errorf("add function %q: it names a queue, but there are none", f.Name)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, exists := s.functions[f.Name]; exists {
		return fmt.Errorf("add function %q: it exists", f.Name)
	}
	s.functions[f.Name] = f
	return nil
}

// find returns the function of a name or ARN, either with or without a qualifier. Called with mu held.
func (s *Service) find(id string) (*function, error) {
	name, arn := splitID(id)
	f, found := s.functions[name]
	if !found || (arn != "" && arn != f.ARN) {
		return nil, fmt.Errorf("%w: %s", ErrUnknownFunction, id)
	}
	return f, nil
}

// Kill ends all processes of a function at once, as a crash would: invocations in flight fail with Runtime.ExitError,
// and the next one starts a fresh process. It returns how many it killed.
func (s *Service) Kill(id string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.find(id)
	if err != nil {
		return 0, err
	}
	killed := len(f.processes)
	for p := range f.processes {
		s.discard(p, exitError(p.current, "signal: killed"))
	}
	s.dispatch(f)
	return killed, nil
}

// Process is one process of a function.
type Process struct {
	PID   int
	Ready time.Duration // real time from its start to its first request for an invocation; 0 before that
}

// Processes lists the processes of a function that run; none for an unknown function.
func (s *Service) Processes(id string) []Process {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, err := s.find(id)
	if err != nil {
		return nil
	}
	var out []Process
	for p := range f.processes {
		if p.cmd != nil {
			out = append(out, Process{p.cmd.Process.Pid, p.ready})
		}
	}
	return out
}

// Counts says how many invocations were begun, retries included.
type Counts struct {
	Total      int
	ByFunction map[string]int // by name; functions never invoked are missing
}

// Invocations returns the counts so far.
func (s *Service) Invocations() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	counts := Counts{Total: s.total, ByFunction: map[string]int{}}
	for name, f := range s.functions {
		if f.invocations > 0 {
			counts.ByFunction[name] = f.invocations
		}
	}
	return counts
}

// Logs returns the last lines that a function's processes printed, the oldest first; nil for an unknown function.
func (s *Service) Logs(id string) []string {
	s.mu.Lock()
	f, err := s.find(id)
	s.mu.Unlock()
	if err != nil {
		return nil
	}
	return f.lines.snapshot()
}

// Close ends every process and waits for their ends. Invocations in flight and in queues fail with ErrClosed.
func (s *Service) Close() error {
	s.mu.Lock()
	s.closed = true
	for _, f := range s.functions {
		for p := range f.processes {
			s.discard(p, outcome{err: ErrClosed})
		}
		for _, inv := range f.pending {
			inv.result <- outcome{err: ErrClosed}
		}
		f.pending = nil
	}
	s.mu.Unlock()
	err := s.server.Close()
	s.waiters.Wait()
	if errors.Is(err, net.ErrClosed) { // the listeners of processes that ended earlier
		return nil
	}
	return err
}
