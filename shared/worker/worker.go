// Package worker serves the functions that no caller reaches: consumers of the table's stream and of the bus, tasks of
// the state machines, and scheduled jobs. All may be run twice for the same input; none answers to HTTP.
package worker

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambda/messages"

	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/fault"
)

func logAs(action *contract.Action) {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)).With("function", action.Name))
}

// Rule serves a consumer of events on the bus. An error makes Lambda deliver the event again, a minute and two minutes later,
// and then puts it into the function's queue of retries, which hands it over again for days.
func Rule(action contract.Of[contract.None, contract.None], handle func(context.Context, event.Event) error) {
	logAs(action.Action)
	r := rule{handle}
	lambda.Start(func(ctx context.Context, input json.RawMessage) (any, error) {
		if messages, ok := retries(input); ok {
			return again(ctx, messages, r.consume), nil
		}
		return nil, r.consume(ctx, string(input))
	})
}

type rule struct {
	handle func(context.Context, event.Event) error
}

// consume handles an event as the bus sends it, and as it lies in the queue of retries.
func (r rule) consume(ctx context.Context, body string) error {
	var envelope events.EventBridgeEvent
	if err := json.Unmarshal([]byte(body), &envelope); err != nil {
		return fmt.Errorf("decode an envelope: %w", err)
	}
	var e event.Event
	if err := json.Unmarshal(envelope.Detail, &e); err != nil {
		return fmt.Errorf("decode event %s: %w", envelope.ID, err)
	}
	log := slog.With("event", e.ID, "type", e.Type)
	if err := r.handle(ctx, e); err != nil {
		log.ErrorContext(ctx, "failed", "error", err.Error())
		return err
	}
	log.InfoContext(ctx, "consumed")
	return nil
}

// Job serves a scheduled job.
func Job(action contract.Of[contract.None, contract.None], run func(context.Context) error) {
	logAs(action.Action)
	lambda.Start(func(ctx context.Context) error {
		if err := run(ctx); err != nil {
			slog.ErrorContext(ctx, "failed", "error", err.Error())
			return err
		}
		return nil
	})
}

// Part serves a scheduled job whose work is shared between several runs.
func Part(action contract.Of[contract.PartInput, contract.None], run func(ctx context.Context, part int) error) {
	logAs(action.Action)
	lambda.Start(func(ctx context.Context, in contract.PartInput) error {
		if in.Part < 0 || in.Part >= action.Trigger.Parts {
			return fmt.Errorf("there is no part %d", in.Part)
		}
		if err := run(ctx, in.Part); err != nil {
			slog.ErrorContext(ctx, "failed", "part", in.Part, "error", err.Error())
			return err
		}
		return nil
	})
}

// Task serves a task of a state machine. A fault reaches Catch under its code in CamelCase, such as AlreadyDone for
// already_done; any other error under its Go type, which no state machine names.
func Task[In, Out any](action contract.Of[In, Out], run func(context.Context, In) (Out, error)) {
	logAs(action.Action)
	lambda.Start(func(ctx context.Context, in In) (Out, error) {
		out, err := run(ctx, in)
		if err != nil {
			slog.WarnContext(ctx, "task failed", "error", err.Error())
			return out, Named(err)
		}
		return out, nil
	})
}

// Guard serves the user pool, which asks before it gives a token. An error refuses the token.
func Guard(action contract.Of[contract.None, contract.None], ask func(context.Context, Tokens) (Tokens, error)) {
	logAs(action.Action)
	lambda.Start(ask)
}

// Tokens is what the user pool asks with, and is answered with.
type Tokens = events.CognitoEventUserPoolsPreTokenGen

// Named is the one mapping of faults to Step Functions' error names. Lambda reports the name of an error's Go type
// unless it is a messages.InvokeResponse_Error, so a wrapped fault has to be made one.
func Named(err error) error {
	e, ok := errors.AsType[*fault.Error](err)
	if !ok {
		return err
	}
	return messages.InvokeResponse_Error{Type: camel(e.Code), Message: e.Message()}
}

func camel(code string) string {
	out := make([]byte, 0, len(code))
	up := true
	for i := range len(code) {
		c := code[i]
		switch {
		case c == '_':
			up = true
			continue
		case up && 'a' <= c && c <= 'z':
			c -= 'a' - 'A'
		}
		up = false
		out = append(out, c)
	}
	return string(out)
}
