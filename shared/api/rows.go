package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"golang.org/x/sync/errgroup"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/table"
)

// parallelLanes is how many rows of a bulk call are written at a time, of those that share nothing.
const parallelLanes = 8

// Bulk is a bulk call: how many rows it has, and what is done for each.
type Bulk[Request, Facts, T any] struct {
	Rows int
	// Shares names what rows have in common. Those that share something are decided one after the other, in their order:
	// they would only be in each other's way. All others are decided side by side.
	Shares Shares
	// Read reads what the named rows rest on, in their order and in as few round trips as for one. Its error refuses the
	// whole call.
	Read func(ctx context.Context, rows []int) ([]Facts, error)
	// Decide is the handler of one row. It is called again, on facts that are read anew, where somebody else changed
	// them meanwhile (table.ErrChanged).
	Decide func(ctx context.Context, call *Call[Request], i int, facts Facts) (T, error)
}

// Rows answers a bulk call row by row: each row is a change of its own, succeeds or fails by itself, and has the status that
// it would have had in a call of its own. A row that is not as it should be is refused alone. With an Idempotency-Key each
// row is bound to the key with its index, so that the same upload again repeats no row; the key itself is bound to the
// upload, so that no other upload is taken under it, whatever became of the rows.
func Rows[Request, Facts, T any](ctx context.Context, call *Call[Request], bulk Bulk[Request, Facts, T]) (contract.Rows[T], error) {
	none := contract.Rows[T]{}
	rows := rowsOf[Request, T](call, bulk.Rows)
	if err := repeatUpload(ctx, call, rows); err != nil {
		return none, err
	}
	open := undecided(rows)
	if len(open) > 0 {
		facts, err := bulk.Read(ctx, open)
		if err != nil {
			return none, err
		}
		if err := call.claim(ctx); err != nil {
			return none, err
		}
		bulk.decide(ctx, rows, open, facts)
	}
	var refusals []*row[Request, T]
	for _, i := range open {
		if r := rows[i]; call.key != "" && r.err != nil && refused(r.err) {
			refusals = append(refusals, r)
		}
	}
	if _, err := repeat(ctx, call, refusals); err != nil {
		return none, err
	}
	return answerRows(ctx, call, rows), nil
}

// Pick gives some rows of a list.
func Pick[E any](list []E, rows []int) []E {
	out := make([]E, 0, len(rows))
	for _, i := range rows {
		out = append(out, list[i])
	}
	return out
}

// Same gives the same facts for some rows.
func Same[Facts any](facts Facts, rows []int) []Facts {
	return slices.Repeat([]Facts{facts}, len(rows))
}

// row is one row of a bulk call.
type row[Request, T any] struct {
	call   *Call[Request]
	result T
	err    error
}

func rowsOf[Request, T any](call *Call[Request], n int) []*row[Request, T] {
	rows := make([]*row[Request, T], n)
	for i := range rows {
		one := *call
		one.status, one.Caller.callID = 200, call.Event.RequestContext.RequestID
		if call.key != "" {
			one.key = fmt.Sprintf("%s %d", call.key, i) // no client's own key holds a space
		}
		rows[i] = &row[Request, T]{call: &one, err: call.wrongRows[i]}
	}
	return rows
}

// undecided are the rows that are as they should be, and were not answered before.
func undecided[Request, T any](rows []*row[Request, T]) []int {
	var out []int
	for i, r := range rows {
		if r.err == nil && !r.call.replayed {
			out = append(out, i)
		}
	}
	return out
}

// decide decides rows on the facts that were read for them. Those for which no time is left answer table.ErrBusy, and can be
// sent again.
func (b Bulk[Request, Facts, T]) decide(ctx context.Context, rows []*row[Request, T], open []int, facts []Facts) {
	left, stop := table.Patient(ctx)
	defer stop()
	var group errgroup.Group
	group.SetLimit(parallelLanes)
	for _, lane := range lanes(len(open), func(at int) []string { return b.Shares(open[at]) }) {
		group.Go(func() error {
			for _, at := range lane {
				i := open[at]
				if left.Err() != nil {
					rows[i].err = table.ErrBusy
					continue
				}
				rows[i].result, rows[i].err = b.decideRow(ctx, rows[i].call, i, facts[at])
			}
			return nil // each row has its own answer
		})
	}
	_ = group.Wait()
}

func (b Bulk[Request, Facts, T]) decideRow(ctx context.Context, call *Call[Request], i int, facts Facts) (T, error) {
	first := true
	return table.Decide(ctx, func() (none T, err error) {
		if !first {
			again, err := b.Read(ctx, []int{i})
			if err != nil {
				return none, err
			}
			facts = again[0]
		}
		first = false
		return b.Decide(ctx, call, i, facts)
	})
}

// repeatUpload answers the rows of an upload that were answered before under the client's own key. It refuses an upload
// whose key was used for another one.
func repeatUpload[Request, T any](ctx context.Context, call *Call[Request], rows []*row[Request, T]) error {
	if !call.chosen {
		return nil
	}
	found, err := repeat(ctx, call, rows, call.uploadKey())
	if err != nil {
		return err
	}
	upload, claimed := found[call.uploadKey()]
	if claimed && upload.Digest != call.digest {
		return fault.ErrKeyReused
	}
	call.claimed = claimed
	for _, r := range rows {
		if errors.Is(r.err, fault.ErrKeyReused) {
			return fault.ErrKeyReused
		}
	}
	return nil
}

// repeat answers the rows that were answered before, all looked up at once, and gives what else was looked up with them.
func repeat[Request, T any](ctx context.Context, call *Call[Request], rows []*row[Request, T], keys ...string) (map[string]table.Recorded, error) {
	for _, r := range rows {
		keys = append(keys, r.call.key)
	}
	found, err := call.Table.Recorded(ctx, call.Caller.ID, keys, call.Now)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if stored, there := found[r.call.key]; there {
			r.repeat(stored)
		}
	}
	return found, nil
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
