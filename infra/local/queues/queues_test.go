package queues_test

import (
	"errors"
	"log/slog"
	"testing"
	"time"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/queues"
)

const arn = "arn:aws:sqs:us-east-1:000000000000:dead"

func TestMessagesStayInOrderWithTheirTime(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	clk := clock.New(start)
	q := queues.New(clk, slog.New(slog.DiscardHandler))
	if err := q.Add(queues.Definition{ARN: arn, Name: "dead"}); err != nil {
		t.Fatal(err)
	}
	body := []byte("first")
	if err := q.Send(arn, body, map[string]string{"ErrorCode": "200"}); err != nil {
		t.Fatal(err)
	}
	body[0] = 'F' // the sender's own again
	if err := clk.Advance(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := q.Send(arn, []byte("second"), nil); err != nil {
		t.Fatal(err)
	}
	got, err := q.List(arn)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || string(got[0].Body) != "first" || got[0].Attributes["ErrorCode"] != "200" || !got[0].Sent.Equal(start) ||
		string(got[1].Body) != "second" || !got[1].Sent.Equal(start.Add(time.Hour)) {
		t.Fatalf("messages %+v", got)
	}
	if n, err := q.Len(arn); n != 2 || err != nil {
		t.Fatalf("length %d, %v", n, err)
	}
	if all := q.All(); len(all) != 1 || all[arn].Name != "dead" || len(all[arn].Messages) != 2 {
		t.Fatalf("all %+v", all)
	}
}

func TestUnknownQueueIsAnError(t *testing.T) {
	q := queues.New(clock.New(time.Unix(0, 0)), slog.New(slog.DiscardHandler))
	_, listed := q.List(arn)
	_, counted := q.Len(arn)
	for _, err := range []error{q.Send(arn, nil, nil), listed, counted} {
		if !errors.Is(err, queues.ErrUnknownQueue) {
			t.Errorf("error %v, want ErrUnknownQueue", err)
		}
	}
	if err := q.Add(queues.Definition{ARN: arn, Name: "dead"}); err != nil {
		t.Fatal(err)
	}
	if q.Add(queues.Definition{ARN: arn, Name: "dead"}) == nil {
		t.Error("added twice")
	}
}
