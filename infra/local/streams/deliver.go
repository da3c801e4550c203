package streams

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"time"

	"samplepath/infra/local/lambda"
)

const (
	payloadLimit = 6<<20 - 64<<10 // bytes of records in an invocation, with room for what surrounds them
	promptTries  = 5              // failures of a batch that are tried again in real time, within about 300 ms
	firstWait    = time.Second    // of virtual time, doubled each time
	longestWait  = 5 * time.Minute
)

// deliver invokes the function once with the batch in front and draws the conclusions. The error is only that ctx ended.
func (s *shard) deliver(ctx context.Context) error {
	service := s.reader.service
	done := service.clk.Begin()
	defer done()
	batch := s.batch()
	answer, err := service.options.Invoker.Invoke(ctx, s.reader.mapping.Function, batchEvent(batch))
	if ctx.Err() != nil && err != nil {
		return ctx.Err() // the batch stays where it is
	}
	failed := 0
	if err == nil {
		failed, err = s.firstFailure(answer, batch)
	}
	if err == nil {
		s.advance(len(batch))
		return nil
	}
	s.reader.log.WarnContext(ctx, "a batch failed", "shard", s.id, "records", len(batch), "attempt", s.attempts+1, "error", err)
	if failed > 0 { // what is before the failed record is done, and the record begins a batch of its own
		s.advance(failed)
		batch = batch[failed:]
	}
	var functionError *lambda.FunctionError
	if s.reader.mapping.BisectBatchOnFunctionError && failed == 0 && len(batch) > 1 && errors.As(err, &functionError) {
		s.limit = (len(batch) + 1) / 2
		return nil
	}
	s.attempts++
	if condition := s.hopeless(batch); condition != "" {
		if err := s.giveUp(batch, condition, err); err != nil {
			s.reader.log.ErrorContext(ctx, "keep a batch that was given up", "shard", s.id, "error", err)
		}
		s.advance(len(batch))
		return nil
	}
	return s.wait(ctx)
}

// batch returns the records in front that go into one invocation.
func (s *shard) batch() []record {
	limit := s.reader.mapping.BatchSize
	if s.limit > 0 {
		limit = s.limit
	}
	size := 0
	for i, r := range s.pending {
		size += len(r.event) + 1
		if i == limit || (i > 0 && size > payloadLimit) {
			return s.pending[:i]
		}
	}
	return s.pending
}

// advance leaves n records behind.
func (s *shard) advance(n int) {
	s.pending = s.pending[n:]
	s.limit, s.attempts = 0, 0
}

// wait lets some time pass before the next attempt: a little real time at first, then virtual time, during which the
// shard is blocked but nothing is in flight.
func (s *shard) wait(ctx context.Context) error {
	if s.attempts <= promptTries {
		select {
		case <-time.After(5 * time.Millisecond << s.attempts):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	service, r := s.reader.service, s.reader
	s.blocked = true
	service.clk.After(min(firstWait<<min(s.attempts-promptTries-1, 10), longestWait), func() {
		r.mu.Lock()
		s.blocked = false
		r.mu.Unlock()
		if _, err := r.pass(context.Background()); err != nil {
			r.log.Error("read the stream", "error", err)
		}
	})
	return nil
}

// batchFailure is what a function says failed although it returned.
type batchFailure struct{ answer string }

func (b *batchFailure) Error() string { return "the function reported failures: " + b.answer }

// firstFailure reads a partial failure: the index of the first record that failed, and an error if any did.
func (s *shard) firstFailure(answer []byte, batch []record) (int, error) {
	if !s.reader.mapping.ReportBatchItemFailures || len(bytes.TrimSpace(answer)) == 0 {
		return 0, nil
	}
	var response struct {
		BatchItemFailures []struct {
			ItemIdentifier string `json:"itemIdentifier"`
		} `json:"batchItemFailures"`
	}
	failure := &batchFailure{string(answer)}
	if err := json.Unmarshal(answer, &response); err != nil {
		return 0, failure
	}
	if len(response.BatchItemFailures) == 0 {
		return 0, nil
	}
	index := map[string]int{}
	for i, r := range batch {
		index[r.sequence] = i
	}
	first := len(batch)
	for _, item := range response.BatchItemFailures {
		i, known := index[item.ItemIdentifier]
		if !known { // Lambda takes an identifier that it does not know for the failure of all
			return 0, failure
		}
		first = min(first, i)
	}
	return first, failure
}
