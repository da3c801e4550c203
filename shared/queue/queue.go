// Package queue sends messages to an SQS queue.
package queue

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"samplepath/shared/cloud"
)

// Retries is the environment variable that names the queue of what a function is to try again, by its URL.
const Retries = "SAMPLEPATH_RETRIES"

// What SendMessageBatch takes: entries, and bytes of all of them together, with room for what surrounds them.
const (
	batchSize  = 10
	batchBytes = 200 << 10
)

// Queue is one queue. Safe for concurrent use.
type Queue struct {
	client func() *sqs.Client // made when it is first needed, which in most processes is never
	url    string
}

// Open uses the queue that an environment variable names, with the function's credentials.
func Open(variable string) *Queue {
	return &Queue{sync.OnceValue(func() *sqs.Client { return sqs.NewFromConfig(cloud.Config()) }), os.Getenv(variable)}
}

// Send puts messages into the queue. After an error some of them may be there: whoever reads the queue must bear to see a
// message twice.
func (q *Queue) Send(ctx context.Context, bodies []string) error {
	for len(bodies) > 0 {
		n, size := 0, 0
		for n < len(bodies) && n < batchSize && (n == 0 || size+len(bodies[n]) <= batchBytes) {
			size += len(bodies[n])
			n++
		}
		if err := q.sendBatch(ctx, bodies[:n]); err != nil {
			return err
		}
		bodies = bodies[n:]
	}
	return nil
}

func (q *Queue) sendBatch(ctx context.Context, bodies []string) error {
	entries := make([]types.SendMessageBatchRequestEntry, 0, len(bodies))
	for i, body := range bodies {
		entries = append(entries, types.SendMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(i)), MessageBody: aws.String(body)})
	}
	answer, err := q.client().SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: &q.url, Entries: entries})
	if err != nil {
		return fmt.Errorf("send to the queue: %w", err)
	}
	if len(answer.Failed) > 0 {
		return fmt.Errorf("send to the queue: %s: %s", aws.ToString(answer.Failed[0].Code), aws.ToString(answer.Failed[0].Message))
	}
	return nil
}
