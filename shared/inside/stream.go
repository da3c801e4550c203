package inside

import (
	"context"
	"log/slog"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table"
)

// Stream serves a consumer of the table's new events. consume takes them in order and says how many it has done with;
// the rest is delivered again, so that no event is lost and the order of a sample's events stands.
func Stream(action contract.Of[contract.None, contract.None], consume func(context.Context, []event.Event) (done int, err error)) {
	logAs(action.Action)
	lambda.Start(func(ctx context.Context, batch events.DynamoDBEvent) (events.DynamoDBEventResponse, error) {
		list := make([]event.Event, 0, len(batch.Records))
		for _, record := range batch.Records {
			e, err := table.EventFromImage(record.Change.NewImage)
			if err != nil {
				slog.ErrorContext(ctx, "unreadable event", "sequence", record.Change.SequenceNumber, "error", err.Error())
				break
			}
			list = append(list, e)
		}
		done, err := consume(ctx, list)
		if err != nil {
			slog.ErrorContext(ctx, "failed", "done", done, "of", len(batch.Records), "error", err.Error())
		}
		if done == len(batch.Records) {
			return events.DynamoDBEventResponse{}, nil
		}
		first := batch.Records[done].Change.SequenceNumber
		return events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{{ItemIdentifier: first}}}, nil
	})
}
