package lambda

import (
	"context"
	"errors"
	"time"
)

// asyncDelays are how long Lambda waits before it tries an asynchronous invocation again.
var asyncDelays = []time.Duration{time.Minute, 2 * time.Minute}

// InvokeAsync runs a function without waiting for it. A failure is tried again after one and after two more minutes
// of virtual time, and then goes to the function's dead-letter queue.
func (s *Service) InvokeAsync(function string, payload []byte) error {
	_, err := s.invokeAsync(function, payload, nil)
	return err
}

func (s *Service) invokeAsync(function string, payload []byte, callerContext map[string]any) (id string, err error) {
	s.mu.Lock()
	f, err := s.find(function)
	closed := s.closed
	s.mu.Unlock()
	switch {
	case err != nil:
		return "", err
	case closed:
		return "", ErrClosed
	}
	if len(payload) == 0 {
		payload = []byte("{}")
	}
	event := &asyncEvent{id: newID(), function: f, payload: payload, callerContext: callerContext}
	done := s.clk.Begin()
	go func() {
		defer done()
		s.attempt(event)
	}()
	return event.id, nil
}

// asyncEvent is an event that its sender does not wait for.
type asyncEvent struct {
	id            string
	function      *function
	payload       []byte
	callerContext map[string]any
	attempts      int
}

// attempt tries an event once, and sees to what is to happen if it fails. Its caller holds work in flight.
func (s *Service) attempt(event *asyncEvent) {
	event.attempts++
	_, _, err := s.invoke(context.Background(), event.function.Name, event.payload, event.callerContext)
	if err == nil || errors.Is(err, ErrClosed) {
		return
	}
	retries := event.attempts - 1
	if retries < len(asyncDelays) {
		s.clk.After(asyncDelays[retries], func() { s.attempt(event) })
		return
	}
	s.log.Error("an asynchronous invocation failed for good",
		"function", event.function.Name, "requestId", event.id, "attempts", event.attempts, "error", err)
	if err := s.bury(event, err); err != nil {
		s.log.Error("keep a failed asynchronous invocation", "function", event.function.Name, "requestId", event.id, "error", err)
	}
}

// bury sends a failed event to its function's dead-letter queue, if there is one.
func (s *Service) bury(event *asyncEvent, failure error) error {
	var functionError *FunctionError
	if !errors.As(failure, &functionError) {
		functionError = newError("Service.Failure", failure.Error())
	}
	queue := event.function.DeadLetterQueue
	if queue == "" {
		return nil
	}
	return s.options.Queues.Send(queue, event.payload, map[string]string{
		"RequestID": event.id, "ErrorCode": "200", "ErrorMessage": functionError.Message,
	})
}
