package sample

import (
	"strconv"

	"samplepath/shared/event"
)

// The details of a sample's events that notices are worded by. Those of carriers' events stand beside the scans.
const (
	DetailKind   = "kind"                 // of a reminder, or of the problem that a creator reported
	DetailCounts = "countsAgainstCreator" // "true" or "false", of what closes a sample
	// DetailPolicy is the policy of a new sample, as policy.Held, which its workflow goes by; absent for the standard one.
	DetailPolicy = "policy"
)

// Details is for event.Detailed.
func (s Sample) Details(kind event.Type) map[string]string {
	switch kind {
	case EventOrdered, EventReserved:
		if s.Held != "" {
			return map[string]string{DetailPolicy: string(s.Held)}
		}
	case EventReminded:
		return map[string]string{DetailKind: string(s.LastReminder)}
	case EventProblem:
		return map[string]string{DetailKind: string(s.Exception.Kind)}
	case EventLost, EventWrittenOff:
		return map[string]string{DetailCounts: strconv.FormatBool(s.CountsAgainstCreator())}
	}
	return nil
}
