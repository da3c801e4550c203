package queues_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/queues"
	"samplepath/shared/queue"
)

const dead, url = "arn:aws:sqs:us-east-1:000000000000:given-up", "https://sqs.us-east-1.amazonaws.com/000000000000/dead"

// worker is a function as a test wants it.
type worker struct {
	clk     *clock.Clock
	start   time.Time
	got     []string // "<minutes since the start> <bodies>"
	answers func(event events.SQSEvent) (string, error)
}

func (w *worker) Invoke(_ context.Context, _ string, payload []byte) ([]byte, error) {
	var event events.SQSEvent
	if err := json.Unmarshal(payload, &event); err != nil {
		return nil, err
	}
	line := fmt.Sprintf("%.0f", w.clk.Now().Sub(w.start).Minutes())
	for _, m := range event.Records {
		line += " " + m.Body
	}
	w.got = append(w.got, line)
	if w.answers == nil {
		return []byte("{}"), nil
	}
	answer, err := w.answers(event)
	return []byte(answer), err
}

func newWorker(t *testing.T, maxReceives int) (*queues.Queues, *worker) {
	t.Helper()
	w := &worker{start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	w.clk = clock.New(w.start)
	q := queues.New(w.clk, slog.New(slog.DiscardHandler))
	for _, d := range []queues.Definition{
		{ARN: dead, Name: "given-up", Retention: 14 * 24 * time.Hour},
		{ARN: arn, Name: "retries", URL: url, Visibility: 15 * time.Minute, Retention: 14 * 24 * time.Hour, DeadLetters: dead, MaxReceives: maxReceives},
	} {
		if err := q.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	if err := q.Map(queues.Mapping{Queue: arn, Function: "f", BatchSize: 2, ReportFailures: true}, w); err != nil {
		t.Fatal(err)
	}
	return q, w
}

func (w *worker) advance(t *testing.T, d time.Duration) {
	t.Helper()
	if err := w.clk.Advance(t.Context(), d); err != nil {
		t.Fatal(err)
	}
}

func left(t *testing.T, q *queues.Queues, queue string) int {
	t.Helper()
	n, err := q.Len(queue)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestMessagesAreHandedOverAndDeleted(t *testing.T) {
	q, w := newWorker(t, 3)
	if err := q.Send(arn, []byte("a"), nil); err != nil {
		t.Fatal(err)
	}
	w.advance(t, time.Minute)
	if !slices.Equal(w.got, []string{"0 a"}) || left(t, q, arn) != 0 {
		t.Errorf("got %v, %d left", w.got, left(t, q, arn))
	}
}

// What fails comes again when it is visible again, alone; after the last time it is a dead letter.
func TestWhatFailsComesAgainAndEndsAsADeadLetter(t *testing.T) {
	q, w := newWorker(t, 3)
	w.answers = func(event events.SQSEvent) (string, error) {
		for _, m := range event.Records {
			if m.Body == "bad" {
				return `{"batchItemFailures":[{"itemIdentifier":"` + m.MessageId + `"}]}`, nil
			}
		}
		return "", nil
	}
	hold := w.clk.Begin()
	for _, body := range []string{"good", "bad"} {
		if err := q.Send(arn, []byte(body), nil); err != nil {
			t.Fatal(err)
		}
	}
	hold()
	w.advance(t, 2*time.Hour)
	again := w.got[len(w.got)-2:]
	if !slices.Equal(again, []string{"15 bad", "30 bad"}) {
		t.Errorf("got %v", w.got)
	}
	if left(t, q, arn) != 0 || left(t, q, dead) != 1 {
		t.Errorf("%d left, %d dead letters", left(t, q, arn), left(t, q, dead))
	}
}

// A function that fails as a whole, or names a message that it was not given, has failed on all of its batch.
func TestAFailureOfTheFunctionIsOneOfTheBatch(t *testing.T) {
	for name, answers := range map[string]func(events.SQSEvent) (string, error){
		"an error":           func(events.SQSEvent) (string, error) { return "", errors.New("crashed") },
		"an unknown message": func(events.SQSEvent) (string, error) { return `{"batchItemFailures":[{"itemIdentifier":"x"}]}`, nil },
		"no answer of ours":  func(events.SQSEvent) (string, error) { return `[]`, nil },
	} {
		q, w := newWorker(t, 100)
		w.answers = answers
		if err := q.Send(arn, []byte("a"), nil); err != nil {
			t.Fatal(err)
		}
		w.advance(t, 20*time.Minute)
		w.answers = nil
		w.advance(t, 15*time.Minute)
		if want := []string{"0 a", "15 a", "30 a"}; !slices.Equal(w.got, want) || left(t, q, arn) != 0 {
			t.Errorf("%s: got %v, want %v; %d left", name, w.got, want, left(t, q, arn))
		}
	}
}

// The application's own client sends to a queue by its URL.
func TestMessagesOfTheSDK(t *testing.T) {
	q, w := newWorker(t, 3)
	server := httptest.NewServer(q)
	defer server.Close()
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", queue.Retries: url,
	} {
		t.Setenv(name, value)
	}
	var bodies []string
	for i := range 12 {
		bodies = append(bodies, fmt.Sprint(i))
	}
	if err := queue.Open(queue.Retries).Send(t.Context(), bodies); err != nil {
		t.Fatal(err)
	}
	w.advance(t, time.Minute)
	count := 0
	for _, line := range w.got {
		var minute, first, second int
		n, _ := fmt.Sscan(line, &minute, &first, &second)
		count += n - 1
	}
	if count != len(bodies) {
		t.Errorf("%d messages of %d came: %v", count, len(bodies), w.got)
	}
	t.Setenv(queue.Retries, url+"x")
	if err := queue.Open(queue.Retries).Send(t.Context(), bodies); err == nil {
		t.Error("a queue that does not exist took messages")
	}
}
