package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"samplepath/infra/local"
	"samplepath/infra/local/states"
	"samplepath/infra/local/template"
)

// life is what the script's sample left behind.
type life struct {
	sampleID  string
	waitingID string // of another sample, which stays in the seller's queue
	cost      local.Cost
	events    int // of the histories of both executions
	payload   int // the largest in them, in bytes
}

// List prices in us-east-1, in dollars a million (aws.amazon.com/pricing, 2026): Standard workflow transitions, DynamoDB
// on demand, HTTP API requests, EventBridge custom events.
const (
	priceTransition = 25
	priceWriteUnit  = 0.625
	priceReadUnit   = 0.125
	priceRequest    = 1
	priceEvent      = 1
)

// bill is what a life costs, in dollars for a thousand of them.
func bill(c local.Cost) float64 {
	const perThousand = 1000.0 / 1_000_000
	return perThousand * (priceTransition*float64(c.Transitions) + priceWriteUnit*c.WriteUnits + priceReadUnit*c.ReadUnits +
		priceRequest*float64(c.Requests) + priceEvent*float64(c.Events))
}

// measureLife looks at the executions of the script's sample and of its creator's authorization.
func (b *bench) measureLife(context.Context) (*section, error) {
	s := newSection("A life that goes well, from the request for authorization to posted content")
	events, payload := b.life.events, b.life.payload
	c := b.life.cost
	s.most("state transitions", float64(c.Transitions), 10, "")
	s.most("history events", float64(events), 150, "")
	s.most("largest payload", float64(payload), 4096, " bytes")
	open, waits, err := openWaits(b.stack.App.StateMachines)
	if err != nil {
		return nil, err
	}
	s.check("waits without a timeout that is caught", fmt.Sprintf("%d of %d", open, waits), "0", open == 0 && waits > 0)
	cost := bill(c)
	s.check("cloud bill of 1,000 lives", fmt.Sprintf("$%.3f", cost), "at most $0.40", cost <= 0.40)
	s.note("One life: %s.", c)
	s.note("List prices: transitions $25 a million, write units $0.625, read units $0.125, API requests and events $1. " +
		"AWS bills a state entered or retried; the end of an execution is counted here too, so the bill is at most this. The scheduled jobs cost the same however many samples there are.")
	return s, nil
}

// histories counts the events of all executions so far, and finds the largest payload in them.
func (b *bench) histories() (events, payload int, err error) {
	for _, machine := range b.stack.States.ListMachines() {
		list, err := b.stack.States.List(states.ListInput{MachineARN: machine.ARN, MaxResults: 1000})
		if err != nil {
			return 0, 0, err
		}
		for _, execution := range list.Executions {
			history, err := b.stack.States.History(states.HistoryInput{ARN: execution.ARN, MaxResults: 1000})
			if err != nil {
				return 0, 0, err
			}
			events += len(history.Events)
			for _, e := range history.Events {
				payload = max(payload, len(e.Details.Input), len(e.Details.Output), len(e.Details.Parameters))
			}
		}
	}
	return events, payload, nil
}

// openWaits counts the states that wait for a token, and those among them that could wait for ever.
func openWaits(machines []template.StateMachine) (open, waits int, err error) {
	for _, machine := range machines {
		var definition struct {
			States map[string]struct {
				Resource, TimeoutSecondsPath string
				TimeoutSeconds               int
				Catch                        []struct{ ErrorEquals []string }
			}
		}
		if err := json.Unmarshal([]byte(machine.Definition), &definition); err != nil {
			return 0, 0, fmt.Errorf("definition of %s: %w", machine.Name, err)
		}
		for _, state := range definition.States {
			if !strings.HasSuffix(state.Resource, ".waitForTaskToken") {
				continue
			}
			waits++
			caught := false
			for _, c := range state.Catch {
				caught = caught || slices.Contains(c.ErrorEquals, "States.Timeout")
			}
			if !caught || state.TimeoutSeconds == 0 && state.TimeoutSecondsPath == "" {
				open++
			}
		}
	}
	return open, waits, nil
}
