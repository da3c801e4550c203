// Package clock tells the time. It is the only place of the deployed application that reads the machine's clock: rules
// take the time as a value, handlers ask Now.
//
// The local stack hands its own time to each invocation in the Lambda client context. It is believed only where the
// environment says so (Variable), which the deployed application never does.
package clock

import (
	"context"
	"os"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

const (
	// Variable is the environment variable by which the local stack switches the client context's time on.
	Variable = "SAMPLEPATH_CLOCK"
	// FromClientContext is its only value.
	FromClientContext = "client-context"
	// ClientContextKey is the custom key of the Lambda client context that holds the time, as RFC 3339.
	ClientContextKey = "samplepathTime"
)

type contextKey struct{}

// With returns a context in which Now is t: tests and the local stack's own tools use it.
func With(ctx context.Context, t time.Time) context.Context {
	return context.WithValue(ctx, contextKey{}, t)
}

// Now is the present time in UTC, to the millisecond, which is what the table keeps.
func Now(ctx context.Context) time.Time {
	if t, ok := ctx.Value(contextKey{}).(time.Time); ok {
		return t.UTC().Truncate(time.Millisecond)
	}
	if os.Getenv(Variable) == FromClientContext {
		if lambda, ok := lambdacontext.FromContext(ctx); ok {
			if t, err := time.Parse(time.RFC3339Nano, lambda.ClientContext.Custom[ClientContextKey]); err == nil {
				return t.UTC().Truncate(time.Millisecond)
			}
		}
	}
	return time.Now().UTC().Truncate(time.Millisecond)
}
