package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"samplepath/shared/contract"
	"samplepath/shared/table"
)

// parallelLanes is how many rows of a bulk call are written at a time, of those that share nothing.
const parallelLanes = 8

// Rows answers a bulk call row by row: each row is a change of its own, succeeds or fails by itself, and is bound to the
// request's Idempotency-Key with its index, so that the same upload again repeats no row. A key that was used for another
// upload refuses all of it. Rows that share something are handled in their order, one after the other: they would only be in
// each other's way. Those for which no time is left answer table.ErrBusy, and can be sent again.
func Rows[Request, T any](ctx context.Context, call *Call[Request], n int, shares Shares, handle func(ctx context.Context, call *Call[Request], i int) (T, error)) (contract.Rows[T], error) {
	rows := make([]*row[Request, T], n)
	for i := range rows {
		one := *call
		if call.key != "" {
			one.key = fmt.Sprintf("%s %d", call.key, i) // no client's own key holds a space
		}
		rows[i] = &row[Request, T]{call: &one}
	}
	if call.chosen {
		if err := repeatRows(ctx, call, rows); err != nil {
			return contract.Rows[T]{}, err
		}
		for _, r := range rows {
			if errors.Is(r.err, errReused) {
				return contract.Rows[T]{}, errReused
			}
		}
	}
	left, stop := table.Patient(ctx)
	defer stop()
	var group sync.WaitGroup
	free := make(chan struct{}, parallelLanes)
	for _, lane := range lanes(n, shares) {
		free <- struct{}{}
		group.Go(func() {
			defer func() { <-free }()
			for _, i := range lane {
				switch r := rows[i]; {
				case r.call.replayed:
				case left.Err() != nil:
					r.err = table.ErrBusy
				default:
					r.result, r.err = handle(ctx, r.call, i)
				}
			}
		})
	}
	group.Wait()
	var refusals []*row[Request, T]
	for _, r := range rows {
		if call.key != "" && r.err != nil && refused(r.err) {
			refusals = append(refusals, r)
		}
	}
	if err := repeatRows(ctx, call, refusals); err != nil {
		return contract.Rows[T]{}, err
	}
	return answerRows(ctx, call, rows), nil
}

// row is one row of a bulk call.
type row[Request, T any] struct {
	call   *Call[Request]
	result T
	err    error
}

// repeatRows answers the rows that were answered before, all looked up at once.
func repeatRows[Request, T any](ctx context.Context, call *Call[Request], rows []*row[Request, T]) error {
	var keys []string
	for _, r := range rows {
		keys = append(keys, r.call.key)
	}
	found, err := call.Table.Recorded(ctx, call.Caller.ID, keys, call.Now)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if stored, there := found[r.call.key]; there {
			r.repeat(stored)
		}
	}
	return nil
}

func (r *row[Request, T]) repeat(stored table.Recorded) {
	answer, err := r.call.repeat(stored)
	if err == nil {
		err = json.Unmarshal(answer, &r.result)
	}
	r.err = err
}

func answerRows[Request, T any](ctx context.Context, call *Call[Request], rows []*row[Request, T]) contract.Rows[T] {
	answer := contract.Rows[T]{Rows: make([]contract.Row[T], len(rows))}
	call.status, call.replayed = 200, len(rows) > 0
	for i, r := range rows {
		call.replayed = call.replayed && r.call.replayed
		if r.err == nil {
			answer.Succeeded++
			answer.Rows[i] = contract.Row[T]{Index: i, Status: r.call.status, Result: &r.result}
			continue
		}
		answer.Failed++
		p := problem(r.err)
		if p.Status >= 500 {
			slog.ErrorContext(ctx, "row failed", "row", i, "error", r.err.Error())
		}
		answer.Rows[i] = contract.Row[T]{Index: i, Status: p.Status, Error: &p}
	}
	return answer
}
