package registration

import (
	"strings"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// Decision is the agency's answer to a pending registration (feature C2).
type Decision string

// The decisions.
const (
	Approve Decision = "approve"
	Reject  Decision = "reject"
	Block   Decision = "block"
)

// Decisions are all of them, ClosureDecisions those about a seller's wish to close a product.
var (
	Decisions        = []Decision{Approve, Reject, Block}
	ClosureDecisions = []Decision{Approve, Reject}
)

var reviewed = map[Decision]event.Type{Approve: EventApproved, Reject: EventRejected, Block: EventBlocked}

// Review applies the agency's decision. Nothing is approved in a campaign that is over.
func Review(c campaign.Campaign, r Registration, decision Decision, reason string, now time.Time) (Registration, event.Type, error) {
	kind, ok := reviewed[decision]
	if !ok {
		return r, "", errNoDecision
	}
	if err := c.CheckOpen(now); err != nil && decision == Approve {
		return r, "", err
	}
	next, err := move(r, kind, actor.Agency)
	if err != nil {
		return r, "", err
	}
	reason, err = reasonFor(decision == Approve, reason)
	if err != nil {
		return r, "", err
	}
	next.ReviewedAt, next.Reason = &now, reason
	return next, kind, nil
}

var errNoDecision = fault.New(fault.Invalid, "invalid_fields/decision")

// reasonFor is the reason of a decision: required where the answer is no, absent where it is yes.
func reasonFor(yes bool, reason string) (string, error) {
	var fields fault.Fields
	checkReason(yes, reason, &fields)
	return strings.TrimSpace(reason), fields.Err()
}

// CheckReason adds to fields what is wrong with the reason of a decision; nothing where the decision is wrong itself.
func CheckReason(decision Decision, reason string, fields *fault.Fields) {
	if fields.Sound("decision") {
		checkReason(decision == Approve, reason, fields)
	}
}

func checkReason(yes bool, reason string, fields *fault.Fields) {
	given := strings.TrimSpace(reason) != ""
	fields.Check(yes || given, "reason", "required/not_approved")
	fields.Check(!yes || !given, "reason", "not_allowed/approved")
}

// SetCreatorRate sets what the creator gets (feature C8). linkCode becomes the product's link if it has none yet.
func SetCreatorRate(r Registration, rate int, linkCode string) (Registration, error) {
	next, err := move(r, EventCommissionSet, actor.Agency)
	switch {
	case err != nil:
		return r, err
	case rate > r.TotalRate:
		return r, ErrRateAboveTotal.With("totalCommissionRate", r.TotalRate)
	}
	next.CreatorRate = &rate
	if next.LinkCode == "" {
		next.LinkCode = linkCode
	}
	return next, nil
}
