package queues

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"samplepath/infra/local/clock"
)

// ErrUnknownQueue is what naming a queue that was never added returns.
var ErrUnknownQueue = errors.New("unknown queue")

// Message is one letter in a queue.
type Message struct {
	Body       []byte
	Attributes map[string]string
	Sent       time.Time // virtual, UTC
}

// Queue is one queue and what it holds.
type Queue struct {
	Name     string
	Messages []Message // the oldest first
}

// Queues are all queues of the stack. Safe for concurrent use.
type Queues struct {
	clk *clock.Clock

	mu    sync.Mutex
	byARN map[string]*Queue
}

// New returns no queues.
func New(clk *clock.Clock) *Queues {
	return &Queues{clk: clk, byARN: map[string]*Queue{}}
}

// Add makes a queue known. Adding an ARN twice is an error.
func (q *Queues) Add(arn, name string) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if _, exists := q.byARN[arn]; exists {
		return fmt.Errorf("add queue %s: it exists", arn)
	}
	q.byARN[arn] = &Queue{Name: name}
	return nil
}

// Send puts a message at the end of a queue. It keeps copies of body and attributes.
func (q *Queues) Send(arn string, body []byte, attributes map[string]string) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	queue, err := q.find(arn)
	if err != nil {
		return err
	}
	queue.Messages = append(queue.Messages, Message{
		Body: bytes.Clone(body), Attributes: maps.Clone(attributes), Sent: q.clk.Now()})
	return nil
}

// List returns what a queue holds, the oldest first.
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
		all[arn] = Queue{Name: queue.Name, Messages: slices.Clone(queue.Messages)}
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
