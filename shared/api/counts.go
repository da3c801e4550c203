package api

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// WithCounts reads a page of a list and, where they are asked for, the counts of its tabs beside it: both at once. The counts are
// nil where they are not asked for. An error of either is the answer.
func WithCounts[Counts any](ctx context.Context, asked bool, page func(context.Context) error, count func(context.Context) (Counts, error)) (*Counts, error) {
	if !asked {
		return nil, page(ctx)
	}
	var counts Counts
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return page(ctx) })
	group.Go(func() (err error) {
		counts, err = count(ctx)
		return err
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return &counts, nil
}
