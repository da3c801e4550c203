// Package lifecycle connects what is stored to the two state machines: it decides when a wait is over, starts
// executions, and completes waits by their task tokens. Whatever has happened already counts as
// done: an execution that exists, a token that has timed out.
package lifecycle
