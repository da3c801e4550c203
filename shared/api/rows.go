package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"

	"samplepath/shared/contract"
)

// parallelRows is how many rows of a bulk call are written at a time.
const parallelRows = 8

// Rows answers a bulk call row by row: each row is a change of its own, succeeds or fails by itself, and is bound to the
// request's Idempotency-Key with its index, so that the same upload again repeats no row.
func Rows[Request, T any](ctx context.Context, call *Call[Request], n int, row func(ctx context.Context, call *Call[Request], i int) (T, error)) contract.Rows[T] {
	answer := contract.Rows[T]{Rows: make([]contract.Row[T], n)}
	replayed := make([]bool, n)
	var group sync.WaitGroup
	free := make(chan struct{}, parallelRows)
	for i := range n {
		free <- struct{}{}
		group.Go(func() {
			defer func() { <-free }()
			one := *call
			if call.key != "" {
				one.key = fmt.Sprintf("%s %d", call.key, i) // no client's own key holds a space
			}
			answer.Rows[i] = answerRow(ctx, &one, i, row)
			replayed[i] = one.replayed
		})
	}
	group.Wait()
	call.replayed = n > 0
	for i, row := range answer.Rows {
		if row.Error == nil {
			answer.Succeeded++
		} else {
			answer.Failed++
		}
		call.replayed = call.replayed && replayed[i]
	}
	call.status = 200
	return answer
}

func answerRow[Request, T any](ctx context.Context, call *Call[Request], i int, row func(context.Context, *Call[Request], int) (T, error)) contract.Row[T] {
	result, err := row(ctx, call, i)
	if err == nil {
		return contract.Row[T]{Index: i, Status: call.status, Result: &result}
	}
	stored, err := call.replay(ctx, err)
	if err == nil {
		if encoded, ok := stored.(json.RawMessage); ok {
			err = json.Unmarshal(encoded, &result)
		}
	}
	if err != nil {
		p := problem(err)
		if p.Status >= 500 {
			slog.ErrorContext(ctx, "row failed", "row", i, "error", err.Error())
		}
		return contract.Row[T]{Index: i, Status: p.Status, Error: &p}
	}
	return contract.Row[T]{Index: i, Status: call.status, Result: &result}
}
