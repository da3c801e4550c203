package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-lambda-go/lambda"

	"samplepath/shared/actor"
	"samplepath/shared/clock"
	"samplepath/shared/cloud"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/table"
)

// MaxBody is the largest request body, in bytes.
const MaxBody = 256 << 10

// reserve is kept of an invocation's time, so that a caller is answered also where what we depend on does not answer.
const reserve = time.Second

// Handler answers a decoded and checked request. A fault it returns reaches the caller, any other error as an internal
// one. It is called again, to read and decide anew, where somebody else changed meanwhile what it rested on (table.Decide):
// what it keeps outside of its call must bear that.
type Handler[Request, Response any] func(context.Context, *Call[Request]) (Response, error)

// Start serves an action in a Lambda function. It does not return.
func Start[Request, Response any](action contract.Of[Request, Response], handle Handler[Request, Response]) {
	slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stdout, nil)).With("function", action.Name))
	lambda.Start(Serve(action, table.Open(), handle))
}

// Serve makes the Lambda handler of an action.
func Serve[Request, Response any](action contract.Of[Request, Response], t *table.Table, handle Handler[Request, Response]) func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
	return func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		call := &Call[Request]{Now: clock.Now(ctx), Table: t, action: action.Action, status: action.Status, Event: &e}
		ctx, done := cloud.WithReserve(ctx, reserve)
		defer done()
		answer, err := run(ctx, call, handle)
		log := slog.With("requestId", e.RequestContext.RequestID, "actor", call.Caller.Kind, "actorId", call.Caller.ID)
		if err != nil {
			return refuse(ctx, log, action.Action, err, e.RequestContext.RequestID), nil
		}
		out, err := respond(ctx, call, handle, answer)
		if err != nil {
			return refuse(ctx, log, action.Action, err, e.RequestContext.RequestID), nil
		}
		log.InfoContext(ctx, "answered", "status", call.status, "replayed", call.replayed)
		return out, nil
	}
}

// run takes a request through every step to its answer.
func run[Request, Response any](ctx context.Context, call *Call[Request], handle Handler[Request, Response]) (any, error) {
	var err error
	if call.Caller, err = callerOf(call.action, call.Event); err != nil {
		return nil, err
	}
	if call.Body, err = bodyOf(call.Event); err != nil {
		return nil, err
	}
	if call.wrongRows, err = decode(call.action, call.Event, call.Body, call.Now, &call.Request); err != nil {
		return nil, err
	}
	if err := call.bindIdempotency(); err != nil {
		return nil, err
	}
	answer, err := table.Decide(ctx, func() (Response, error) { return handle(ctx, call) })
	if err != nil {
		return call.replay(ctx, err)
	}
	return answer, checkView(call.action, call.Caller.Kind, answer)
}

// checkView keeps an action that answers its callers differently from giving one of them the view of another.
func checkView(action *contract.Action, kind actor.Kind, answer any) error {
	if want := action.Answers[kind]; want != nil && reflect.TypeOf(answer) != want {
		return fmt.Errorf("%s answers %s with %T instead of %s", action.Name, kind, answer, want)
	}
	return nil
}

// faultOf is an error as a caller may know it. What is not a fault stays inside; the caller is told only whether to try again.
func faultOf(err error) *fault.Error {
	e, ok := errors.AsType[*fault.Error](err)
	switch {
	case ok:
		return e
	case cloud.Transient(err):
		return fault.Busy
	}
	return fault.ErrInternal
}

// problem is an error as an answer.
func problem(err error) contract.Problem { return contract.ProblemOf(faultOf(err)) }

// Reasons are faults as a list in an answer.
func Reasons(errs []error) []contract.Problem {
	out := make([]contract.Problem, 0, len(errs))
	for _, err := range errs {
		out = append(out, problem(err))
	}
	return out
}
