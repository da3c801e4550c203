package queues

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"samplepath/infra/local/clock"
)

// ErrUnknownQueue is what naming a queue that was never added returns.
var ErrUnknownQueue = errors.New("unknown queue")

// Definition is a queue as the template describes it. Zero values mean SQS's defaults.
type Definition struct {
	Name, ARN, URL string
	Visibility     time.Duration // how long a received message is hidden; 30 seconds
	Retention      time.Duration // how long a message is kept; 4 days
	DeadLetters    string        // ARN of the queue that gets what was received too often; empty for none
	MaxReceives    int           // how often a message may be received before that
}

// Message is one message in a queue.
type Message struct {
	ID         string
	Body       []byte
	Attributes map[string]string
	Sent       time.Time // virtual, UTC; stays when the message becomes a dead letter
	Receives   int

	visible time.Time // not before that is it received
}

// Queue is one queue and what it holds.
type Queue struct {
	Definition
	Messages []Message // the oldest first

	mapping *mapping // nil: nobody works it off
}

// Queues are all queues of the stack. Safe for concurrent use.
type Queues struct {
	clk *clock.Clock
	log *slog.Logger

	mu    sync.Mutex
	byARN map[string]*Queue
	sent  int // in all, for ids
}

// New returns no queues.
func New(clk *clock.Clock, log *slog.Logger) *Queues {
	return &Queues{clk: clk, log: log, byARN: map[string]*Queue{}}
}

// Add makes a queue known. Adding an ARN twice is an error.
func (q *Queues) Add(d Definition) error {
	if d.Visibility <= 0 {
		d.Visibility = 30 * time.Second
	}
	if d.Retention <= 0 {
		d.Retention = 4 * 24 * time.Hour
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if _, exists := q.byARN[d.ARN]; exists {
		return fmt.Errorf("add queue %s: it exists", d.ARN)
	}
	q.byARN[d.ARN] = &Queue{Definition: d}
	return nil
}

// Send puts a message at the end of a queue. It keeps copies of body and attributes.
func (q *Queues) Send(arn string, body []byte, attributes map[string]string) error {
	_, err := q.send(arn, body, attributes)
	return err
}

func (q *Queues) send(arn string, body []byte, attributes map[string]string) (id string, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	queue, err := q.find(arn)
	if err != nil {
		return "", err
	}
	q.sent++
	m := Message{ID: "message-" + strconv.Itoa(q.sent), Body: bytes.Clone(body), Attributes: maps.Clone(attributes), Sent: q.clk.Now()}
	m.visible = m.Sent
	queue.Messages = append(queue.Messages, m)
	q.wake(queue)
	return m.ID, nil
}

// receive takes up to n messages that are visible and hides them. What was received too often, or is too old, goes on its
// way. Called with mu held.
func (q *Queues) receive(queue *Queue, n int) (batch []Message) {
	now := q.clk.Now()
	kept := queue.Messages[:0:0]
	for _, m := range queue.Messages {
		switch {
		case now.Sub(m.Sent) >= queue.Retention:
			continue
		case m.visible.After(now) || len(batch) == n:
		case queue.DeadLetters != "" && m.Receives >= queue.MaxReceives:
			if dead := q.byARN[queue.DeadLetters]; dead != nil {
				m.visible = now
				dead.Messages = append(dead.Messages, m)
				q.wake(dead)
			}
			continue
		default:
			m.Receives++
			m.visible = now.Add(queue.Visibility)
			batch = append(batch, m)
		}
		kept = append(kept, m)
	}
	queue.Messages = kept
	return batch
}

// remove deletes messages by their ids.
func (q *Queues) remove(queue *Queue, ids map[string]bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	queue.Messages = slices.DeleteFunc(queue.Messages, func(m Message) bool { return ids[m.ID] })
}

// List returns what a queue holds, the oldest first, hidden messages too.
func (q *Queues) List(arn string) ([]Message, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	queue, err := q.find(arn)
	if err != nil {
		return nil, err
	}
	return slices.Clone(queue.Messages), nil
}

// Len returns how many messages a queue holds.
func (q *Queues) Len(arn string) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	queue, err := q.find(arn)
	if err != nil {
		return 0, err
	}
	return len(queue.Messages), nil
}

// All returns every queue by its ARN, with what it holds.
func (q *Queues) All() map[string]Queue {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := map[string]Queue{}
	for arn, queue := range q.byARN {
		all[arn] = Queue{Definition: queue.Definition, Messages: slices.Clone(queue.Messages)}
	}
	return all
}

// find is called with mu held.
func (q *Queues) find(arn string) (*Queue, error) {
	queue, found := q.byARN[arn]
	if !found {
		return nil, fmt.Errorf("%w: %s", ErrUnknownQueue, arn)
	}
	return queue, nil
}
