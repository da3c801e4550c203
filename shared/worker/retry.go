package worker

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// What a consumer cannot do now is kept in a queue of its own, from which Lambda hands it over again every fifteen minutes,
// for days, until it succeeds. A consumer is therefore invoked in two ways: by its source, and with messages of that queue.

// enough is the time that one message may take: no message is begun with less.
const enough = 10 * time.Second

// retries are the messages of a consumer's queue; ok is false where an invocation comes from its source.
func retries(input json.RawMessage) (messages []events.SQSMessage, ok bool) {
	var batch struct {
		Records []struct {
			EventSource string `json:"eventSource"`
		}
	}
	if json.Unmarshal(input, &batch) != nil || len(batch.Records) == 0 || batch.Records[0].EventSource != "aws:sqs" {
		return nil, false
	}
	var all events.SQSEvent
	if err := json.Unmarshal(input, &all); err != nil {
		return nil, false
	}
	return all.Records, true
}

// again hands each message to handle, and answers which failed. Those for which no time is left are among them.
func again(ctx context.Context, messages []events.SQSMessage, handle func(ctx context.Context, body string) error) events.SQSEventResponse {
	answer := events.SQSEventResponse{BatchItemFailures: []events.SQSBatchItemFailure{}}
	for _, m := range messages {
		err := context.DeadlineExceeded
		if deadline, limited := ctx.Deadline(); !limited || time.Until(deadline) >= enough { //nolint:forbidigo // what Lambda allows is real time
			err = handle(ctx, m.Body)
		}
		if err != nil {
			slog.ErrorContext(ctx, "failed again", "message", m.MessageId, "received", m.Attributes["ApproximateReceiveCount"], "error", err.Error())
			answer.BatchItemFailures = append(answer.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: m.MessageId})
		}
	}
	return answer
}
