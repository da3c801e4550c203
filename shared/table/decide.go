package table

import (
	"context"
	"errors"
	"fmt"
)

// Decide runs a read, the decision on it, and the write of the decision. Where somebody else changed meanwhile what the
// decision rests on (ErrChanged), it begins again with the read, after a random pause that grows with each attempt, so
// that two callers at the same moment are decided one after the other. Any other answer of run is the answer. After
// maxAttempts attempts more it answers ErrBusy: the caller did nothing that a rule refuses.
//
// Package api runs every handler by it, and package lifecycle every task: neither they nor their callers need a loop of
// their own.
func Decide[A any](ctx context.Context, run func() (A, error)) (A, error) {
	for attempt := 0; ; attempt++ {
		answer, err := run()
		switch {
		case !errors.Is(err, ErrChanged):
			return answer, err
		case attempt == maxAttempts:
			return answer, fmt.Errorf("%w: after %d attempts: %w", ErrBusy, attempt+1, err)
		}
		if err := pause(ctx, attempt+1); err != nil {
			return answer, err
		}
	}
}
