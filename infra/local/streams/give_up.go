package streams

import (
	"encoding/json"
	"errors"
	"fmt"

	"samplepath/infra/local/lambda"
)

const timestamp = "2006-01-02T15:04:05.000Z"

// hopeless says why a failed batch is not tried again, or nothing if it is.
func (s *shard) hopeless(batch []record) string {
	mapping := s.reader.mapping
	if mapping.MaximumRetryAttempts != Unlimited && s.attempts > mapping.MaximumRetryAttempts {
		return "RetryAttemptsExhausted"
	}
	if s.reader.service.clk.Now().Sub(batch[0].read) >= mapping.MaximumRecordAge {
		return "RecordAgeExceeded"
	}
	return ""
}

// giveUp tells the failure destination, if there is one, where in the stream the batch is. As in Lambda, the message
// holds no records.
func (s *shard) giveUp(batch []record, condition string, cause error) error {
	mapping, service := s.reader.mapping, s.reader.service
	first, last := batch[0], batch[len(batch)-1]
	s.reader.log.Error("a batch is given up", "shard", s.id, "from", first.sequence, "to", last.sequence,
		"condition", condition, "error", cause)
	if mapping.OnFailure == "" {
		return nil
	}
	response := map[string]any{"statusCode": 200, "executedVersion": "$LATEST", "functionError": nil}
	var functionError *lambda.FunctionError
	if errors.As(cause, &functionError) {
		response["functionError"] = "Unhandled"
	}
	message, err := json.Marshal(map[string]any{
		"version":   "1.0",
		"timestamp": service.clk.Now().Format(timestamp),
		"requestContext": map[string]any{
			"functionArn": mapping.Function, "condition": condition, "approximateInvokeCount": s.attempts,
		},
		"responseContext": response,
		"DDBStreamBatchInfo": map[string]any{
			"streamArn":                       mapping.EventSourceARN,
			"shardId":                         s.id,
			"startSequenceNumber":             first.sequence,
			"endSequenceNumber":               last.sequence,
			"approximateArrivalOfFirstRecord": first.read.Format(timestamp),
			"approximateArrivalOfLastRecord":  last.read.Format(timestamp),
			"batchSize":                       len(batch),
		},
	})
	if err != nil {
		return fmt.Errorf("write the failure message: %w", err)
	}
	return service.options.Queues.Send(mapping.OnFailure, message, nil)
}
