// Package queues keeps the dead letters of the local stack in memory: what asynchronous invocations, streams and event
// rules could not deliver. It knows only the queues that the template declares; a letter to any other is an error, as a
// wrong ARN would be in the cloud.
package queues
