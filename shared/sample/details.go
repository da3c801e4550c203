package sample

import (
	"strconv"

	"samplepath/shared/event"
	"samplepath/shared/policy"
)

// The details of a sample's events that notices are worded by. Those of carriers' events stand beside the scans.
const (
	DetailKind   = "kind"                 // of a reminder, or of the problem that a creator reported
	DetailCounts = "countsAgainstCreator" // "true" or "false", of what closes a sample
	// DetailPolicy is the policy of a new sample, as policy.Held, which its workflow goes by; absent for the standard one.
	DetailPolicy = "policy"
	// DetailNonPosting is what follows for the creator from a sample that counts against it (policy.NonPosting), where that is not
	// a restriction.
	DetailNonPosting = "nonPosting"
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
		details := map[string]string{DetailCounts: strconv.FormatBool(s.CountsAgainstCreator())}
		if action := s.Policy().NonPosting; s.CountsAgainstCreator() && action != policy.Restriction {
			details[DetailNonPosting] = string(action)
		}
		return details
	case EventMissed:
		if action := s.Policy().NonPosting; action != policy.Restriction {
			return map[string]string{DetailNonPosting: string(action)}
		}
	}
	return nil
}
