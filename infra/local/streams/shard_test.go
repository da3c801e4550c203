package streams_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"

	"samplepath/infra/local/streams"
)

// script is a stream whose shards split, which DynamoDB Local does only after hours. An iterator is "shard/index".
type script struct {
	shards  []*scriptShard
	expired bool // the next GetRecords finds its iterator expired
}

type scriptShard struct {
	id, parent string
	keys       string // one record a letter
	closed     bool
}

func (s *script) DescribeStream(_ context.Context, in *dynamodbstreams.DescribeStreamInput, _ ...func(*dynamodbstreams.Options)) (*dynamodbstreams.DescribeStreamOutput, error) {
	begin := 0
	for i, sh := range s.shards {
		if in.ExclusiveStartShardId != nil && sh.id == *in.ExclusiveStartShardId {
			begin = i + 1
		}
	}
	description := &types.StreamDescription{}
	for i := begin; i < min(begin+2, len(s.shards)); i++ { // two a page
		sh := s.shards[i]
		shard := types.Shard{ShardId: &sh.id, SequenceNumberRange: &types.SequenceNumberRange{}}
		if sh.parent != "" {
			shard.ParentShardId = &sh.parent
		}
		if sh.closed {
			shard.SequenceNumberRange.EndingSequenceNumber = aws.String("9")
		}
		description.Shards = append(description.Shards, shard)
		if i+1 < len(s.shards) {
			description.LastEvaluatedShardId = &sh.id
		} else {
			description.LastEvaluatedShardId = nil
		}
	}
	return &dynamodbstreams.DescribeStreamOutput{StreamDescription: description}, nil
}

func (s *script) find(id string) *scriptShard {
	for _, sh := range s.shards {
		if sh.id == id {
			return sh
		}
	}
	panic("no shard " + id)
}

func (s *script) GetShardIterator(_ context.Context, in *dynamodbstreams.GetShardIteratorInput, _ ...func(*dynamodbstreams.Options)) (*dynamodbstreams.GetShardIteratorOutput, error) {
	at := 0
	switch {
	case in.ShardIteratorType == types.ShardIteratorTypeLatest:
		at = len(s.find(*in.ShardId).keys)
	case in.SequenceNumber != nil:
		_, index, _ := strings.Cut(*in.SequenceNumber, "/")
		n, err := strconv.Atoi(index)
		if err != nil {
			return nil, err
		}
		at = n + 1
	}
	return &dynamodbstreams.GetShardIteratorOutput{ShardIterator: aws.String(fmt.Sprintf("%s/%d", *in.ShardId, at))}, nil
}

func (s *script) GetRecords(_ context.Context, in *dynamodbstreams.GetRecordsInput, _ ...func(*dynamodbstreams.Options)) (*dynamodbstreams.GetRecordsOutput, error) {
	if s.expired {
		s.expired = false
		return nil, &types.ExpiredIteratorException{}
	}
	id, index, _ := strings.Cut(*in.ShardIterator, "/")
	at, err := strconv.Atoi(index)
	if err != nil {
		return nil, err
	}
	sh, out := s.find(id), &dynamodbstreams.GetRecordsOutput{}
	if at < len(sh.keys) { // one at a time
		out.Records = []types.Record{{EventName: types.OperationTypeInsert, Dynamodb: &types.StreamRecord{
			SequenceNumber: aws.String(fmt.Sprintf("%s/%d", id, at)),
			Keys:           map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: sh.keys[at : at+1]}},
		}}}
		at++
	}
	if at < len(sh.keys) || !sh.closed {
		out.NextShardIterator = aws.String(fmt.Sprintf("%s/%d", id, at))
	}
	return out, nil
}

func TestShardsAreFollowedParentsFirst(t *testing.T) {
	source := &script{shards: []*scriptShard{
		{id: "child", parent: "root", keys: "c", closed: true}, {id: "root", keys: "ab", closed: true}, {id: "grandchild", parent: "child", keys: "d"},
	}}
	c := &consumer{}
	_, clk := begin(t, source, c, nil, streams.Mapping{StreamARN: "stream"})
	settle(t, clk)
	expect(t, c, "a b c d")
	source.find("grandchild").closed = true
	settle(t, clk)
	source.shards = append(source.shards, &scriptShard{id: "next", parent: "grandchild", keys: "e"})
	settle(t, clk)
	expect(t, c, "a b c d e")
}

func TestLatestSkipsWhatIsThereButNotNewShards(t *testing.T) {
	source := &script{shards: []*scriptShard{{id: "old", keys: "a", closed: true}, {id: "open", parent: "old", keys: "b"}}}
	c := &consumer{}
	_, clk := begin(t, source, c, nil, streams.Mapping{StreamARN: "stream", StartingPosition: streams.Latest})
	source.find("open").keys += "c"
	source.find("open").closed = true
	source.shards = append(source.shards, &scriptShard{id: "new", parent: "open", keys: "d"})
	settle(t, clk)
	expect(t, c, "c d")
}

func TestExpiredIteratorLosesNothing(t *testing.T) {
	source := &script{shards: []*scriptShard{{id: "shard", keys: "ab"}}}
	c := &consumer{}
	_, clk := begin(t, source, c, nil, streams.Mapping{StreamARN: "stream"})
	settle(t, clk)
	source.find("shard").keys += "cd"
	source.expired = true
	settle(t, clk)
	expect(t, c, "a b c d")
}
