package states

import "slices"

// HistoryInput asks for an execution's events, a page at a time.
type HistoryInput struct {
	ARN         string `json:"executionArn"`
	Reverse     bool   `json:"reverseOrder"`         // newest first
	MaxResults  int    `json:"maxResults"`           // up to 1,000; 0 is 100
	NextToken   string `json:"nextToken"`            //
	IncludeData *bool  `json:"includeExecutionData"` // inputs and outputs; nil is true
}

// HistoryOutput is a page of events; NextToken is empty on the last.
type HistoryOutput struct {
	Events    []Event `json:"events"`
	NextToken string  `json:"nextToken,omitempty"`
}

// History reads a page of an execution's events. ExecutionDoesNotExist, InvalidToken, ValidationException.
func (s *Service) History(in HistoryInput) (HistoryOutput, error) {
	size, err := pageSize(in.MaxResults)
	if err != nil {
		return HistoryOutput{}, err
	}
	from, err := position(in.NextToken)
	if err != nil {
		return HistoryOutput{}, err
	}
	x, err := s.find(in.ARN)
	if err != nil {
		return HistoryOutput{}, err
	}
	events := x.history() // a token is the id of the next event to read
	if in.Reverse {
		events = slices.Clone(events[:min(orAll(from, len(events)), len(events))])
		slices.Reverse(events)
	} else if from > 0 {
		events = events[min(int(from)-1, len(events)):] //nolint:gosec // made here
	}
	var out HistoryOutput
	if len(events) > size {
		out.NextToken = nextToken(uint64(events[size].ID)) //nolint:gosec // an event's id
		events = events[:size]
	}
	out.Events = slices.Clone(events)
	if in.IncludeData != nil && !*in.IncludeData {
		for i, e := range out.Events {
			out.Events[i] = e.withoutData()
		}
	}
	return out, nil
}

func orAll(from uint64, all int) int {
	if from == 0 {
		return all
	}
	return int(min(from, maxEvents))
}

// history is what has happened so far; the events in it do not change.
func (x *execution) history() []Event {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.events[:len(x.events):len(x.events)]
}
