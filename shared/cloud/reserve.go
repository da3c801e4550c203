package cloud

import (
	"context"
	"time"
)

// WithReserve is ctx with a deadline that leaves a reserve before Lambda ends the invocation: time to say what was not done.
// It is ctx itself where that has no deadline. done releases it.
func WithReserve(ctx context.Context, reserve time.Duration) (work context.Context, done context.CancelFunc) {
	deadline, limited := ctx.Deadline()
	if !limited {
		return context.WithCancel(ctx)
	}
	return context.WithDeadline(ctx, deadline.Add(-reserve))
}
