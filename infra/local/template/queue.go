package template

import (
	"errors"
	"time"
)

// Queue is a standard SQS queue.
type Queue struct {
	Name, ARN, URL string
	Visibility     time.Duration
	Retention      time.Duration
	DeadLetters    string // ARN of the queue that gets what was received too often; "" for none
	MaxReceives    int
}

func (l *loader) readQueue(r *resource) error {
	var p struct {
		VisibilityTimeout, MessageRetentionPeriod *int
		RedrivePolicy                             *struct {
			DeadLetterTargetArn string
			MaxReceiveCount     int
		}
	}
	if err := r.decode(&p, "KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId", "MaximumMessageSize",
		"QueueName", "ReceiveMessageWaitTimeSeconds", "RedriveAllowPolicy", "SqsManagedSseEnabled", "Tags"); err != nil {
		return err
	}
	name, arn, err := r.identity()
	if err != nil {
		return err
	}
	url, err := r.fill(kinds[r.kind].ref)
	q := Queue{Name: name, ARN: arn, URL: url, Visibility: 30 * time.Second, Retention: 4 * 24 * time.Hour}
	if p.VisibilityTimeout != nil {
		q.Visibility = seconds(*p.VisibilityTimeout)
	}
	if p.MessageRetentionPeriod != nil {
		q.Retention = seconds(*p.MessageRetentionPeriod)
	}
	if p.RedrivePolicy != nil {
		q.DeadLetters, q.MaxReceives = p.RedrivePolicy.DeadLetterTargetArn, p.RedrivePolicy.MaxReceiveCount
		if q.MaxReceives < 1 {
			err = errors.Join(err, errors.New("RedrivePolicy: MaxReceiveCount is missing"))
		}
	}
	l.app.Queues = append(l.app.Queues, q)
	return err
}
