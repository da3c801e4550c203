package api_test

import (
	"context"
	"errors"
	"testing"

	"samplepath/shared/api"
)

// Counts are read while the page is read, not after it: each waits here for the other to begin.
func TestCountsAreReadBesideThePage(t *testing.T) {
	page, count := make(chan struct{}), make(chan struct{})
	counts, err := api.WithCounts(t.Context(), true, func(ctx context.Context) error {
		close(page)
		return waitFor(ctx, count)
	}, func(ctx context.Context) (int, error) {
		close(count)
		return 7, waitFor(ctx, page)
	})
	if err != nil || counts == nil || *counts != 7 {
		t.Errorf("%v, %v", counts, err)
	}
}

func waitFor(ctx context.Context, begun chan struct{}) error {
	select {
	case <-begun:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func TestCountsAreNotReadUnlessTheyAreAskedFor(t *testing.T) {
	read := false
	counts, err := api.WithCounts(t.Context(), false, func(context.Context) error {
		read = true
		return nil
	}, func(context.Context) (int, error) { return 0, errors.New("read") })
	if !read || err != nil || counts != nil {
		t.Errorf("page read: %t, counts %v, %v", read, counts, err)
	}
}

// No counts are answered beside a page that could not be read, nor a page without the counts that were asked for.
func TestWhatFailsIsTheAnswer(t *testing.T) {
	broken := errors.New("broken")
	for name, fails := range map[string]struct{ page, count error }{"the page": {broken, nil}, "the counts": {nil, broken}} {
		counts, err := api.WithCounts(t.Context(), true, func(context.Context) error { return fails.page }, func(context.Context) (int, error) { return 1, fails.count })
		if !errors.Is(err, broken) || counts != nil {
			t.Errorf("%s: %v, %v", name, counts, err)
		}
	}
}
