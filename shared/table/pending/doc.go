// Package pending holds what waits for its time: the waits of executions, what is due, and what has not ended yet. For the jobs and
// package lifecycle.
package pending
