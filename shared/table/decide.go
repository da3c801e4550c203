package table

import (
	"context"
	"errors"
)

// Decide runs a read, the decision on it, and the write of the decision. Where somebody else changed meanwhile what the
// decision rests on (ErrChanged), it begins again with the read, after a random pause that grows with each attempt, so
// that two callers at the same moment are decided one after the other. Any other answer of run is the answer; ErrChanged
// itself comes back after maxAttempts attempts more.
//
// Package api runs every handler by it, and package lifecycle every task: neither they nor their callers need a loop of
// their own.
func Decide[A any](ctx context.Context, run func() (A, error)) (A, error) {
	for attempt := 0; ; attempt++ {
		answer, err := run()
		if !errors.Is(err, ErrChanged) || attempt == maxAttempts {
			return answer, err
		}
		if err := pause(ctx, attempt+1); err != nil {
			return answer, err
		}
	}
}
