package worker

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"samplepath/shared/clock"
	"samplepath/shared/cloud"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table"
)

const (
	// hold is how long an event that cannot be passed on keeps those after it in its shard waiting. An outage that is shorter
	// changes no order; a longer one no longer blocks the shard, and the stream loses nothing of what it keeps for a day.
	hold = time.Hour
	// keepWithin is kept of an invocation's time for setting aside what could not be passed on.
	keepWithin = 14 * time.Second
)

// Publish passes events on in their order and says how many it has done with.
type Publish func(ctx context.Context, list []event.Event) (done int, err error)

// Keep sets stream records aside, each as it is, to be handed over again.
type Keep func(ctx context.Context, records []string) error

// Stream serves a consumer of the table's new events. publish takes them in order; where it stops, the rest is delivered again,
// so that no event is lost and the order of a sample's events stands. A record that cannot be read, and an event that could
// not be published for an hour, are set aside by keep, and the shard goes on; what was set aside is tried again by itself.
func Stream(action contract.Of[contract.None, contract.None], publish Publish, keep Keep) {
	logAs(action.Action)
	s := stream{publish, keep}
	lambda.Start(func(ctx context.Context, input json.RawMessage) (any, error) {
		if messages, ok := retries(input); ok {
			return again(ctx, messages, s.republish), nil
		}
		var batch struct{ Records []json.RawMessage }
		if err := json.Unmarshal(input, &batch); err != nil {
			return nil, fmt.Errorf("decode a batch: %w", err)
		}
		return s.consume(ctx, batch.Records), nil
	})
}

type stream struct {
	publish Publish
	keep    Keep
}

// record is one record of the stream, read by itself: what is wrong with one is no other's affair.
type record struct {
	raw      string
	sequence string
	event    event.Event
	err      error // why it is no event
}

func read(raw json.RawMessage) record {
	r := record{raw: string(raw)}
	var place struct {
		Change struct{ SequenceNumber string } `json:"dynamodb"`
	}
	if r.err = json.Unmarshal(raw, &place); r.err != nil {
		return r
	}
	r.sequence = place.Change.SequenceNumber
	r.event, r.err = eventIn(raw)
	return r
}

// eventIn is the event in a record.
func eventIn(raw json.RawMessage) (event.Event, error) {
	var record events.DynamoDBEventRecord
	if err := json.Unmarshal(raw, &record); err != nil {
		return event.Event{}, fmt.Errorf("decode a record: %w", err)
	}
	return table.EventFromImage(record.Change.NewImage)
}

// consume goes through a batch, and answers from which record on it is to be delivered again.
func (s stream) consume(ctx context.Context, raw []json.RawMessage) events.DynamoDBEventResponse {
	records := make([]record, 0, len(raw))
	for _, one := range raw {
		records = append(records, read(one))
	}
	for done := 0; done < len(records); {
		n, err := s.pass(ctx, records[done:])
		if done += n; err != nil {
			slog.ErrorContext(ctx, "failed", "done", done, "of", len(records), "error", err.Error())
			return events.DynamoDBEventResponse{BatchItemFailures: []events.DynamoDBBatchItemFailure{{ItemIdentifier: records[done].sequence}}}
		}
	}
	return events.DynamoDBEventResponse{}
}

// pass deals with the first records, and says with how many: those that are events are published, those that are not are set
// aside. After an error the record behind them is to be delivered again.
func (s stream) pass(ctx context.Context, records []record) (done int, err error) {
	var list []event.Event
	for _, r := range records {
		if r.err != nil {
			break
		}
		list = append(list, r.event)
	}
	if len(list) == 0 {
		slog.ErrorContext(ctx, "unreadable record", "sequence", records[0].sequence, "error", records[0].err.Error())
		return s.aside(ctx, records[:1])
	}
	work, stop := cloud.WithReserve(ctx, keepWithin)
	defer stop()
	done, err = s.publish(work, list)
	if err == nil {
		return done, nil
	}
	late := done
	for late < len(list) && clock.Now(ctx).Sub(list[late].At) >= hold {
		late++
	}
	if late == done {
		return done, err
	}
	slog.ErrorContext(ctx, "not published for an hour", "first", list[done].ID, "events", late-done, "error", err.Error())
	kept, err := s.aside(ctx, records[done:late])
	return done + kept, err
}

func (s stream) aside(ctx context.Context, records []record) (kept int, err error) {
	raw := make([]string, 0, len(records))
	for _, r := range records {
		raw = append(raw, r.raw)
	}
	if err := s.keep(ctx, raw); err != nil {
		return 0, err
	}
	return len(records), nil
}

// republish publishes a record that was set aside.
func (s stream) republish(ctx context.Context, body string) error {
	e, err := eventIn(json.RawMessage(body))
	if err != nil {
		return err
	}
	_, err = s.publish(ctx, []event.Event{e})
	return err
}
