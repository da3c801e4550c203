package streams

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// reader follows one stream for one mapping.
type reader struct {
	service *Service
	mapping Mapping
	log     *slog.Logger
	wakes   atomic.Int64 // since the passes that wake began are done

	mu     sync.Mutex // held during a pass
	shards map[string]*shard
	order  []*shard // as DescribeStream lists them
}

// begin finds the shards there are and, for Latest, the end of each.
func (r *reader) begin(ctx context.Context) error {
	r.shards = map[string]*shard{}
	if err := r.discover(ctx); err != nil {
		return err
	}
	if r.mapping.StartingPosition != Latest {
		return nil
	}
	for _, s := range r.order {
		s.from = types.ShardIteratorTypeLatest
		if s.closed {
			s.finished = true
		} else if err := s.locate(ctx); err != nil {
			return err
		}
	}
	return nil
}

// discover adds the shards that are new. Those found after begin are read from their beginnings.
func (r *reader) discover(ctx context.Context) error {
	input := &dynamodbstreams.DescribeStreamInput{StreamArn: &r.mapping.StreamARN}
	for {
		page, err := r.service.options.Source.DescribeStream(ctx, input)
		if err != nil {
			return err
		}
		for _, description := range page.StreamDescription.Shards {
			if _, known := r.shards[*description.ShardId]; known {
				continue
			}
			s := &shard{
				reader: r, id: *description.ShardId, from: types.ShardIteratorTypeTrimHorizon,
				closed: description.SequenceNumberRange != nil && description.SequenceNumberRange.EndingSequenceNumber != nil,
			}
			if description.ParentShardId != nil {
				s.parent = *description.ParentShardId
			}
			r.shards[s.id] = s
			r.order = append(r.order, s)
		}
		if page.StreamDescription.LastEvaluatedShardId == nil {
			return nil
		}
		input.ExclusiveStartShardId = page.StreamDescription.LastEvaluatedShardId
	}
}

// wake makes a pass, on a goroutine that running knows, unless one is under way: then that one looks once more.
func (r *reader) wake(ctx context.Context, running *sync.WaitGroup) {
	if r.wakes.Add(1) > 1 {
		return
	}
	running.Go(func() {
		for {
			seen := r.wakes.Load()
			if _, err := r.pass(ctx); err != nil && ctx.Err() == nil {
				r.log.ErrorContext(ctx, "read the stream", "error", err)
			}
			if r.wakes.CompareAndSwap(seen, 0) {
				return
			}
		}
	})
}

// pass reads and delivers until every shard is at its end or waits, and reports whether there was anything.
func (r *reader) pass(ctx context.Context) (found bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for {
		if r.childless() {
			if err := r.discover(ctx); err != nil {
				return found, err
			}
		}
		again, err := r.round(ctx)
		found = found || again
		if err != nil || !again {
			return found, err
		}
	}
}

// round takes the shards that may be read one step further, all at once, and reports whether another round may find more.
func (r *reader) round(ctx context.Context) (bool, error) {
	open := r.open()
	again, errs := make([]bool, len(open)), make([]error, len(open))
	var all sync.WaitGroup
	for i, s := range open {
		all.Go(func() { again[i], errs[i] = s.step(ctx) })
	}
	all.Wait()
	ended := slices.ContainsFunc(open, func(s *shard) bool { return s.finished }) // its children may be read now
	return ended || slices.Contains(again, true), errors.Join(errs...)
}

// open returns the shards that may be read: a shard's turn comes when its parent is done.
func (r *reader) open() []*shard {
	var open []*shard
	for _, s := range r.order {
		parent := r.shards[s.parent]
		if !s.finished && !s.blocked && (parent == nil || parent.finished) {
			open = append(open, s)
		}
	}
	return open
}

// childless reports whether a shard is done of which no successor is known, or no shard is known at all.
func (r *reader) childless() bool {
	parents := map[string]bool{}
	for _, s := range r.order {
		parents[s.parent] = true
	}
	return len(r.order) == 0 || slices.ContainsFunc(r.order, func(s *shard) bool { return s.finished && !parents[s.id] })
}
