// Package queues is SQS in memory, as far as the local stack uses it: standard queues by the virtual clock, with visibility,
// receive counts, dead-letter queues and retention; the mappings by which Lambda works off a queue; and the API that the AWS
// SDK sends messages by. It knows only the queues that the template declares; a message to any other is an error, as a
// wrong ARN would be in the cloud.
package queues
