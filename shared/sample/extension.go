package sample

import (
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/policy"
)

// Event types of an extension (feature I2).
const (
	EventExtensionRequested event.Type = "sample.extension_requested"
	EventExtensionApproved  event.Type = "sample.extension_approved"
	EventExtensionRefused   event.Type = "sample.extension_refused"
)

// Extension is a creator's request for more time, and what became of it.
type Extension struct {
	Days        int             `json:"days"`
	Reason      ExtensionReason `json:"reason"`
	RequestedAt time.Time       `json:"requestedAt"`
	Decision    Decision        `json:"decision,omitempty"`
	Refusal     string          `json:"refusal,omitempty"`
	AnsweredAt  *time.Time      `json:"answeredAt,omitempty"`
}

// Decision is an agency's answer to a request for more time.
type Decision string

// The decisions.
const (
	Approve Decision = "approve"
	Refuse  Decision = "refuse"
)

// Decisions are all of them.
var Decisions = []Decision{Approve, Refuse}

// ExtensionReason is why a creator needs more time.
type ExtensionReason string

// The reasons.
const (
	Illness         ExtensionReason = "illness"
	Travel          ExtensionReason = "travel"
	ProductionDelay ExtensionReason = "production_delay"
	ProductQuestion ExtensionReason = "product_question"
	OtherReason     ExtensionReason = "other"
)

// ExtensionReasons are all of them.
var ExtensionReasons = []ExtensionReason{Illness, Travel, ProductionDelay, ProductQuestion, OtherReason}

// Faults of extensions.
var (
	ErrExtensionPending = fault.New(fault.Conflict, "extension_pending")
	ErrNoExtension      = fault.New(fault.Conflict, "no_extension_pending")
	ErrExtensionsUsedUp = fault.New(fault.Conflict, "extensions_used_up")
)

// RequestExtension asks for days more (feature I2). Until the agency answers, the due date stands.
func RequestExtension(s Sample, days int, reason ExtensionReason, now time.Time) (Sample, error) {
	var fields fault.Fields
	fields.Check(days <= s.Policy().ExtensionDays, "days", "too_large/policy", "most", s.Policy().ExtensionDays)
	if err := fields.Err(); err != nil {
		return s, err
	}
	next, err := move(s, EventExtensionRequested)
	switch {
	case err != nil:
		return s, err
	case s.Extension != nil && s.Extension.Decision == "":
		return s, ErrExtensionPending
	case s.Extensions >= s.Policy().Extensions:
		return s, ErrExtensionsUsedUp.With("limit", s.Policy().Extensions)
	}
	next.Extension = &Extension{Days: days, Reason: reason, RequestedAt: now}
	return next, nil
}

// CheckRefusal adds to fields that a refusal lacks its reason.
func CheckRefusal(decision Decision, refusal string, fields *fault.Fields) {
	fields.Check(decision != Refuse || refusal != "", "reason", "required/not_approved")
}

// ReviewExtension answers the request (feature I2). An approval moves the due date, and the reminders of the content begin
// anew for it; those of the receipt are not sent again.
func ReviewExtension(s Sample, decision Decision, refusal string, now time.Time) (Sample, event.Type, error) {
	kind := EventExtensionApproved
	if decision == Refuse {
		kind = EventExtensionRefused
	}
	var fields fault.Fields
	CheckRefusal(decision, refusal, &fields)
	if err := fields.Err(); err != nil {
		return s, "", err
	}
	next, err := move(s, kind)
	switch {
	case err != nil:
		return s, "", err
	case s.Extension == nil || s.Extension.Decision != "":
		return s, "", ErrNoExtension
	}
	answered := *s.Extension
	answered.Decision, answered.AnsweredAt = decision, &now
	next.Extension = &answered
	if decision == Refuse {
		answered.Refusal = refusal
		return next, kind, nil
	}
	due := s.ContentDueAt.Add(policy.Days(answered.Days))
	next.ContentDueAt = &due
	next.Extensions++
	return schedule(next, now), kind, nil
}
