package streams

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"

	"samplepath/infra/local/clock"
)

// Source is what is read of DynamoDB Streams: *dynamodbstreams.Client.
type Source interface {
	DescribeStream(context.Context, *dynamodbstreams.DescribeStreamInput, ...func(*dynamodbstreams.Options)) (*dynamodbstreams.DescribeStreamOutput, error)
	GetShardIterator(context.Context, *dynamodbstreams.GetShardIteratorInput, ...func(*dynamodbstreams.Options)) (*dynamodbstreams.GetShardIteratorOutput, error)
	GetRecords(context.Context, *dynamodbstreams.GetRecordsInput, ...func(*dynamodbstreams.Options)) (*dynamodbstreams.GetRecordsOutput, error)
}

// Invoker runs functions. The error is a *lambda.FunctionError if the function itself failed.
type Invoker interface {
	Invoke(ctx context.Context, function string, payload []byte) ([]byte, error)
}

// Queues takes what is given up.
type Queues interface {
	Send(queueARN string, body []byte, attributes map[string]string) error
}

// Options of a Service.
type Options struct {
	Source  Source
	Invoker Invoker
	Queues  Queues        // may be nil if no mapping has an OnFailure
	Poll    time.Duration // real time between looks at the streams that nobody asks for; 500 ms if zero
}

// Service delivers what its mappings describe. Safe for concurrent use.
type Service struct {
	clk     *clock.Clock
	log     *slog.Logger
	options Options
	kick    chan struct{} // from Nudge to Run; has room for one

	mu      sync.Mutex
	readers []*reader
}

// New returns a service without mappings. Its Drain belongs into the clock's OnSettle.
func New(clk *clock.Clock, log *slog.Logger, options Options) *Service {
	if options.Poll <= 0 {
		options.Poll = 500 * time.Millisecond
	}
	return &Service{clk: clk, log: log, options: options, kick: make(chan struct{}, 1)}
}

// Add begins a mapping. With Latest, what is written after Add returns is delivered.
func (s *Service) Add(ctx context.Context, mapping Mapping) error {
	mapping, err := mapping.completed()
	if err == nil && mapping.OnFailure != "" && s.options.Queues == nil {
		err = errors.New("it names a queue, but there are none")
	}
	if err != nil {
		return fmt.Errorf("map a stream to %s: %w", mapping.Function, err)
	}
	r := &reader{service: s, mapping: mapping, log: s.log.With("function", mapping.Function)}
	if err := r.begin(ctx); err != nil {
		return fmt.Errorf("map %s to %s: %w", mapping.StreamARN, mapping.Function, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.readers = append(s.readers, r)
	return nil
}

// Run delivers after every Nudge, and looks for itself from time to time, until ctx ends and what it has begun is done.
// A failure to read is logged and tried again.
func (s *Service) Run(ctx context.Context) {
	poll := time.NewTicker(s.options.Poll)
	defer poll.Stop()
	var running sync.WaitGroup
	defer running.Wait()
	for {
		s.mu.Lock()
		readers := slices.Clone(s.readers)
		s.mu.Unlock()
		for _, r := range readers {
			r.wake(ctx, &running)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.kick:
		case <-poll.C:
		}
	}
}

// Nudge says that a table was written to. It never waits.
func (s *Service) Nudge() {
	select {
	case s.kick <- struct{}{}:
	default: // Run has one to see already
	}
}

// Drain reads every shard of every stream to its present end and delivers what it finds, except where a failed batch
// waits for its time. found reports whether there was anything.
func (s *Service) Drain(ctx context.Context) (found bool, err error) {
	s.mu.Lock()
	readers := slices.Clone(s.readers)
	s.mu.Unlock()
	results := make([]struct {
		found bool
		err   error
	}, len(readers))
	var all sync.WaitGroup
	for i, r := range readers {
		all.Go(func() { results[i].found, results[i].err = r.pass(ctx) })
	}
	all.Wait()
	for _, result := range results {
		found = found || result.found
		err = errors.Join(err, result.err)
	}
	return found, err
}
