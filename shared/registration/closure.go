package registration

import (
	"strings"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
)

// Closure is a seller's wish to close a product, and what the agency answered (feature C6).
type Closure struct {
	RequestedAt time.Time  `json:"requestedAt"`
	Reason      string     `json:"reason,omitempty"`
	AnsweredAt  *time.Time `json:"answeredAt,omitempty"`
	Refusal     string     `json:"refusal,omitempty"`
}

// RequestClosure asks the agency to close the product. Nothing else changes until it agrees (feature C6).
func RequestClosure(r Registration, reason string, now time.Time) (Registration, error) {
	next, err := move(r, EventClosureRequested, actor.Seller)
	if err != nil {
		return r, err
	}
	next.Closure = &Closure{RequestedAt: now, Reason: strings.TrimSpace(reason)}
	return next, nil
}

// ReviewClosure is the agency's answer: a closed product's links stop working and it takes no new orders, while samples
// under way go on; after a refusal it is approved as before (feature C6). Only Approve and Reject are answers. In a campaign that is
// over there is nothing to answer any more: its products are closed.
func ReviewClosure(c campaign.Campaign, r Registration, decision Decision, reason string, now time.Time) (Registration, event.Type, error) {
	if err := c.CheckOpen(now); err != nil {
		return r, "", err
	}
	kind := EventClosed
	switch decision {
	case Approve:
	case Reject:
		kind = EventClosureRefused
	default:
		return r, "", errNoDecision
	}
	next, err := move(r, kind, actor.Agency)
	if err != nil {
		return r, "", err
	}
	refusal, err := reasonFor(decision == Approve, reason)
	if err != nil {
		return r, "", err
	}
	answered := *r.Closure
	answered.AnsweredAt, answered.Refusal = &now, refusal
	next.Closure = &answered
	return next, kind, nil
}
