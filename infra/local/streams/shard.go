package streams

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// shard is how far a reader has come in one shard. The reader's lock guards it.
type shard struct {
	reader *reader
	id     string
	parent string
	closed bool // it had an end when it was found

	from     types.ShardIteratorType // where to begin while nothing has been read
	last     string                  // sequence number of the last record that was read
	iterator *string                 // nil: to be had by from or last
	ended    bool                    // the shard has no more than was read
	finished bool                    // and all of it is delivered

	pending  []record // read, wanted and not delivered yet
	limit    int      // batch size while a failed batch is being halved; 0: the mapping's
	attempts int      // that the batch in front has failed
	blocked  bool     // it waits on the virtual clock
}

// step delivers what is pending, or else reads on, and reports whether there was anything.
func (s *shard) step(ctx context.Context) (found bool, err error) {
	if len(s.pending) == 0 && !s.ended {
		if found, err = s.read(ctx); err != nil || !found {
			s.finished = s.ended
			return found, err
		}
	}
	for len(s.pending) > 0 && !s.blocked {
		found = true
		if err := s.deliver(ctx); err != nil {
			return found, err
		}
	}
	s.finished = s.ended && len(s.pending) == 0
	return found, nil
}

// read asks for more records once, and reports whether any came, wanted or not.
func (s *shard) read(ctx context.Context) (found bool, err error) {
	if s.iterator == nil {
		if err := s.locate(ctx); err != nil {
			return false, err
		}
	}
	page, err := s.reader.service.options.Source.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: s.iterator})
	var expired *types.ExpiredIteratorException
	var trimmed *types.TrimmedDataAccessException
	switch {
	case errors.As(err, &expired):
		s.iterator = nil
		return s.read(ctx)
	case errors.As(err, &trimmed):
		s.reader.log.WarnContext(ctx, "stream records were lost before they were read", "shard", s.id)
		s.iterator, s.last, s.from = nil, "", types.ShardIteratorTypeTrimHorizon
		return s.read(ctx)
	case err != nil:
		s.iterator = nil
		return false, fmt.Errorf("read shard %s: %w", s.id, err)
	}
	now, last := s.reader.service.clk.Now(), s.last
	var wanted []record
	for _, r := range page.Records {
		converted, event, err := newRecord(r, s.reader.mapping.EventSourceARN, now)
		if err != nil {
			return false, fmt.Errorf("read shard %s: %w", s.id, err)
		}
		if s.reader.mapping.wants(event) {
			wanted = append(wanted, converted)
		}
		last = converted.sequence
	}
	s.pending, s.last = append(s.pending, wanted...), last
	s.iterator, s.ended = page.NextShardIterator, page.NextShardIterator == nil
	return len(page.Records) > 0, nil
}

// locate gets an iterator for what has not been read.
func (s *shard) locate(ctx context.Context) error {
	input := &dynamodbstreams.GetShardIteratorInput{
		StreamArn: &s.reader.mapping.StreamARN, ShardId: &s.id, ShardIteratorType: s.from,
	}
	if s.last != "" {
		input.ShardIteratorType, input.SequenceNumber = types.ShardIteratorTypeAfterSequenceNumber, &s.last
	}
	output, err := s.reader.service.options.Source.GetShardIterator(ctx, input)
	if err != nil {
		return fmt.Errorf("find the place in shard %s: %w", s.id, err)
	}
	s.iterator = output.ShardIterator
	return nil
}
