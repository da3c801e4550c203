package bench

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"samplepath/shared/contract"
)

// The budgets of one call.
const (
	commandReads, commandWrites, commandUnits = 1, 1, 8
	queryTrips                                = 2
)

// measureCalls plays the script and shows the dearest call of each action.
func (b *bench) measureCalls(ctx context.Context) (*section, error) {
	if err := b.script(ctx); err != nil {
		return nil, err
	}
	s := newSection("Every command and query of the API, its dearest call")
	s.note("Counted by a proxy in front of DynamoDB, by DynamoDB's formulas. Each change carries an Idempotency-Key, whose record is 2 of its units. Writes of a bulk call are those of one row.")
	for _, action := range contract.Actions() {
		if !action.Routed() {
			continue
		}
		calls := b.observer.calls[action.Name]
		if len(calls) == 0 {
			why := b.refused[action.Name]
			if why == "" {
				why = "never called: add it to bench/other_calls.go"
			}
			s.add(action.Name, why, "", missing)
			continue
		}
		judge(s, action, dearest(calls))
	}
	explain(s)
	return s, nil
}

// explain notes the reason of each exception that was made use of, with all that have it.
func explain(s *section) {
	names := map[string][]string{}
	for _, r := range s.rows {
		if r.verdict == accepted {
			names[overBudget[r.what].why] = append(names[overBudget[r.what].why], r.what)
		}
	}
	for _, why := range slices.Sorted(maps.Keys(names)) {
		s.note("%s: %s", strings.Join(names[why], ", "), why)
	}
}

// dearest is the most that any call needed, count by count.
func dearest(calls []call) call {
	var most call
	for _, c := range calls {
		most.reads, most.writes = max(most.reads, c.reads), max(most.writes, c.writes)
		most.readUnits, most.writeUnits = max(most.readUnits, c.readUnits), max(most.writeUnits, c.writeUnits)
	}
	return most
}

// writesOf is how often a known call may write: a bulk call binds its key to the upload before its rows.
func writesOf(action *contract.Action) float64 {
	for _, field := range reflect.VisibleFields(action.Request) {
		if field.Tag.Get("rows") == "true" {
			return commandWrites + 1
		}
	}
	return commandWrites
}

func judge(s *section, action *contract.Action, c call) {
	measured := fmt.Sprintf("%s read, %s write, %s units", number(c.reads), number(c.writes), number(c.writeUnits))
	budget := fmt.Sprintf("%d read, %d write, %d units", commandReads, commandWrites, commandUnits)
	holds := c.reads <= commandReads && c.writes == commandWrites && c.writeUnits <= commandUnits
	allowed, listed := overBudget[action.Name]
	listed = listed && c.reads <= allowed.reads && c.writes <= writesOf(action) && c.writeUnits <= allowed.units
	if action.Reads() {
		measured = fmt.Sprintf("%s read, %s read units", number(c.reads), number(c.readUnits))
		budget = fmt.Sprintf("%d read", queryTrips)
		holds = c.reads <= queryTrips && c.writes == 0
	}
	switch {
	case holds:
		s.add(action.Name, measured, budget, within)
	case listed:
		s.add(action.Name, measured, budget, accepted)
	default:
		s.add(action.Name, measured, budget, over)
	}
}
