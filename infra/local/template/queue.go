package template

// Queue is a standard SQS queue.
type Queue struct{ Name, ARN, URL string }

func (l *loader) readQueue(r *resource) error {
	var p struct{}
	if err := r.decode(&p, "KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId", "MaximumMessageSize", "MessageRetentionPeriod",
		"QueueName", "ReceiveMessageWaitTimeSeconds", "RedriveAllowPolicy", "SqsManagedSseEnabled", "Tags", "VisibilityTimeout"); err != nil {
		return err
	}
	name, arn, err := r.identity()
	if err != nil {
		return err
	}
	url, err := r.fill(kinds[r.kind].ref)
	l.app.Queues = append(l.app.Queues, Queue{name, arn, url})
	return err
}
