package queues

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"samplepath/infra/local/template"
)

// Mapping is an AWS::Lambda::EventSourceMapping on a queue.
type Mapping struct {
	Queue          string // ARN
	Function       string // name or ARN
	BatchSize      int    // messages at most in an invocation; Lambda's 10 if zero
	ReportFailures bool   // the function answers which messages of a batch failed
}

// Invoker runs functions.
type Invoker interface {
	Invoke(ctx context.Context, function string, payload []byte) ([]byte, error)
}

// mapping is a Mapping at work. The mutex of Queues guards it.
type mapping struct {
	Mapping
	invoker Invoker
	busy    bool
	stop    func() bool // the timer that waits for the next message to become visible
}

// Map lets a function work off a queue, one batch at a time. What fails stays hidden for the queue's visibility timeout.
func (q *Queues) Map(m Mapping, invoker Invoker) error {
	if m.BatchSize <= 0 {
		m.BatchSize = 10
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	queue, err := q.find(m.Queue)
	if err != nil {
		return err
	}
	if queue.mapping != nil {
		return fmt.Errorf("map %s to %s: it is mapped to %s", m.Queue, m.Function, queue.mapping.Function)
	}
	queue.mapping = &mapping{Mapping: m, invoker: invoker}
	q.wake(queue)
	return nil
}

// wake begins to work off a queue, unless that is under way. Called with mu held.
func (q *Queues) wake(queue *Queue) {
	m := queue.mapping
	if m == nil || m.busy {
		return
	}
	m.busy = true
	done := q.clk.Begin()
	go func() {
		defer done()
		q.work(queue)
	}()
}

// work delivers batch after batch until no message is visible, and sets a timer for the next that will be.
func (q *Queues) work(queue *Queue) {
	m := queue.mapping
	for {
		q.mu.Lock()
		batch := q.receive(queue, m.BatchSize)
		if len(batch) == 0 {
			m.busy = false
			q.arm(queue)
			q.mu.Unlock()
			return
		}
		q.mu.Unlock()
		q.deliver(queue, batch)
	}
}

// arm is called with mu held.
func (q *Queues) arm(queue *Queue) {
	if queue.mapping.stop != nil {
		queue.mapping.stop()
		queue.mapping.stop = nil
	}
	var next time.Time
	for _, m := range queue.Messages {
		if next.IsZero() || m.visible.Before(next) {
			next = m.visible
		}
	}
	if next.IsZero() {
		return
	}
	queue.mapping.stop = q.clk.At(next, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.wake(queue)
	})
}

// deliver invokes the function once with a batch, and deletes what it did not fail on.
func (q *Queues) deliver(queue *Queue, batch []Message) {
	m := queue.mapping
	answer, err := m.invoker.Invoke(context.Background(), m.Function, event(queue.ARN, batch))
	failed := map[string]bool{}
	if err == nil && m.ReportFailures {
		failed, err = failures(answer, batch)
	}
	if err != nil {
		q.log.Warn("a batch of a queue failed", "queue", queue.Name, "messages", len(batch), "error", err)
		return
	}
	done := map[string]bool{}
	for _, message := range batch {
		done[message.ID] = !failed[message.ID]
	}
	q.remove(queue, done)
}

var errUnknownMessage = errors.New("the function reported the failure of a message that is not in the batch")

// failures reads a partial failure. Lambda takes an answer that it cannot read, or an id that it does not know, for the
// failure of all.
func failures(answer []byte, batch []Message) (map[string]bool, error) {
	failed := map[string]bool{}
	if len(bytes.TrimSpace(answer)) == 0 {
		return failed, nil
	}
	var response struct {
		BatchItemFailures []struct {
			ItemIdentifier string `json:"itemIdentifier"`
		} `json:"batchItemFailures"`
	}
	if err := json.Unmarshal(answer, &response); err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for _, message := range batch {
		known[message.ID] = true
	}
	for _, item := range response.BatchItemFailures {
		if !known[item.ItemIdentifier] {
			return nil, errUnknownMessage
		}
		failed[item.ItemIdentifier] = true
	}
	return failed, nil
}

// event is the event of an invocation with these messages.
func event(arn string, batch []Message) []byte {
	type record struct {
		MessageID      string            `json:"messageId"`
		ReceiptHandle  string            `json:"receiptHandle"`
		Body           string            `json:"body"`
		Attributes     map[string]string `json:"attributes"`
		MD5OfBody      string            `json:"md5OfBody"`
		EventSource    string            `json:"eventSource"`
		EventSourceARN string            `json:"eventSourceARN"`
		AWSRegion      string            `json:"awsRegion"`
	}
	var all struct{ Records []record }
	for _, m := range batch {
		all.Records = append(all.Records, record{
			MessageID: m.ID, ReceiptHandle: m.ID, Body: string(m.Body), MD5OfBody: digest(m.Body),
			Attributes: map[string]string{
				"ApproximateReceiveCount": strconv.Itoa(m.Receives), "SentTimestamp": strconv.FormatInt(m.Sent.UnixMilli(), 10),
			},
			EventSource: "aws:sqs", EventSourceARN: arn, AWSRegion: template.Region,
		})
	}
	encoded, err := json.Marshal(all)
	if err != nil {
		panic(err) // texts only
	}
	return encoded
}
