// Package onboarding holds what an agency must do before it may create campaigns: have its US W-9 approved by an
// operator, then link a payment account (features A1-A4). Pure: no AWS, the time is a value.
//
// Tax information is personal data: it is kept apart from the onboarding's state (TaxInformation), so that what only
// needs the state never reads it, and it is in no event.
package onboarding

import (
	"regexp"
	"strings"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// Events of an onboarding. Their subject is the agency.
const (
	EventSubmitted     event.Type = "onboarding.submitted"
	EventApproved      event.Type = "onboarding.approved"
	EventRejected      event.Type = "onboarding.rejected"
	EventPaymentLinked event.Type = "onboarding.payment_account_linked"
)

// Faults of an onboarding.
var (
	ErrNotFound    = fault.New(fault.NotFound, "onboarding_not_found")
	ErrMissing     = fault.New(fault.Conflict, "tax_information_missing")
	ErrUnderReview = fault.New(fault.Conflict, "tax_information_under_review")
	ErrRejected    = fault.New(fault.Conflict, "tax_information_rejected")
	ErrApproved    = fault.New(fault.Conflict, "tax_information_approved")
	ErrIncomplete  = fault.New(fault.Conflict, "onboarding_incomplete")
)

// Status is where the review of the tax information stands.
type Status string

// The statuses. An agency that never submitted anything has no item: its status is StatusNotSubmitted.
const (
	StatusNotSubmitted Status = "not_submitted"
	StatusUnderReview  Status = "under_review"
	StatusApproved     Status = "approved"
	StatusRejected     Status = "rejected"
)

// Statuses are all of them.
var Statuses = []Status{StatusNotSubmitted, StatusUnderReview, StatusApproved, StatusRejected}

// Category is the business category that an agency registers for. Partner campaigns are content management.
type Category string

// The categories that may run partner campaigns.
const (
	ContentManagement    Category = "content_management"
	ContentManagementTSP Category = "content_management_tsp" // of a TikTok Shop partner
)

// Categories are all of them.
var Categories = []Category{ContentManagement, ContentManagementTSP}

// Onboarding is how far an agency has come.
type Onboarding struct {
	AgencyID        string          `json:"agencyId"`
	AgencyName      string          `json:"agencyName"`
	Category        Category        `json:"businessCategory,omitempty"`
	Status          Status          `json:"status"`
	Reason          string          `json:"reason,omitempty"`
	SubmittedAt     *time.Time      `json:"submittedAt,omitempty"`
	ReviewedAt      *time.Time      `json:"reviewedAt,omitempty"`
	PaymentLinkedAt *time.Time      `json:"paymentLinkedAt,omitempty"`
	PaymentAccount  *PaymentAccount `json:"paymentAccount,omitempty"`
	Version         int             `json:"version"`
}

// PaymentAccount is what may be shown of a linked account.
type PaymentAccount struct {
	Processor string `json:"processor"`
	LastFour  string `json:"lastFour"`
}

// New is the onboarding of an agency that has submitted nothing.
func New(agencyID, agencyName string) Onboarding {
	return Onboarding{AgencyID: agencyID, AgencyName: agencyName, Status: StatusNotSubmitted}
}

// Identity is for event.Aggregate.
func (o Onboarding) Identity() (string, int) { return o.AgencyID, o.Version }

// State is for event.Aggregate.
func (o Onboarding) State() string { return string(o.Status) }

// Involved is for event.Aggregate.
func (o Onboarding) Involved() event.Parties { return event.Parties{AgencyID: o.AgencyID} }

// Private is for event.Private.
func (o Onboarding) Private() []string { return []string{"paymentAccount", "reason"} }

// move is something that happens to an onboarding.
type move string

const (
	submit      move = "submit"
	approve     move = "approve"
	reject      move = "reject"
	linkAccount move = "link account"
)

// moves is the whole life of an onboarding: what leads from which status to which.
var moves = map[Status]map[move]Status{
	StatusNotSubmitted: {submit: StatusUnderReview},
	StatusUnderReview:  {approve: StatusApproved, reject: StatusRejected},
	StatusRejected:     {submit: StatusUnderReview},
	StatusApproved:     {linkAccount: StatusApproved},
}

// refusals say why nothing else happens in a status.
var refusals = map[Status]*fault.Error{
	StatusNotSubmitted: ErrMissing, StatusUnderReview: ErrUnderReview, StatusRejected: ErrRejected, StatusApproved: ErrApproved,
}

func (o Onboarding) moved(by move) (Onboarding, error) {
	next, legal := moves[o.Status][by]
	if !legal {
		return o, refusals[o.Status]
	}
	o.Status = next
	o.Version++
	return o, nil
}

// Submit hands in tax information that has been checked; after a rejection, anew (feature A1).
func Submit(o Onboarding, category Category, now time.Time) (Onboarding, error) {
	after, err := o.moved(submit)
	if err != nil {
		return o, err
	}
	after.Category, after.SubmittedAt, after.ReviewedAt, after.Reason = category, &now, nil, ""
	return after, nil
}

// Decision is an operator's.
type Decision string

// The decisions.
const (
	Approve Decision = "approve"
	Reject  Decision = "reject"
)

// Decisions are all of them.
var Decisions = []Decision{Approve, Reject}

// taxNumber is what looks like an EIN or a social security number.
var taxNumber = regexp.MustCompile(`\d{2}-?\d{7}|\d{3}-\d{2}-\d{4}`)

// CheckReason adds to fields what is wrong with the reason of a decision.
func CheckReason(decision Decision, reason string, fields *fault.Fields) {
	given := strings.TrimSpace(reason) != ""
	fields.Check(decision != Approve || !given, "reason", "not_allowed/approved")
	fields.Check(decision != Reject || given, "reason", "required/rejected")
	fields.Check(!taxNumber.MatchString(reason), "reason", "holds_tax_number")
}

// Review applies an operator's decision (feature A1). The reason goes to the agency; it must not repeat a tax number.
func Review(o Onboarding, decision Decision, reason string, now time.Time) (Onboarding, event.Type, error) {
	reason = strings.TrimSpace(reason)
	var fields fault.Fields
	CheckReason(decision, reason, &fields)
	if err := fields.Err(); err != nil {
		return o, "", err
	}
	by, kind := approve, EventApproved
	if decision == Reject {
		by, kind = reject, EventRejected
	}
	after, err := o.moved(by)
	if err != nil {
		return o, "", err
	}
	after.ReviewedAt, after.Reason = &now, reason
	return after, kind, nil
}

// Link links a payment account, or another one in its place, once the tax information is approved (feature A2). Before,
// the fault says what to do.
func Link(o Onboarding, account PaymentAccount, now time.Time) (Onboarding, error) {
	after, err := o.moved(linkAccount)
	if err != nil {
		return o, err
	}
	after.PaymentAccount, after.PaymentLinkedAt = &account, &now
	return after, nil
}

// StepName names a step of the onboarding.
type StepName string

// The steps, in their order.
const (
	TaxInformationStep StepName = "tax_information"
	PaymentAccountStep StepName = "payment_account"
)

// Steps are all of them.
var Steps = []StepName{TaxInformationStep, PaymentAccountStep}

// Step is something that an agency has yet to do or to wait for.
type Step struct {
	Step   StepName `json:"step"`
	Code   string   `json:"code"`
	Detail string   `json:"detail"`
}

// Missing lists every step that is not done, in their order.
func (o Onboarding) Missing() []Step {
	steps := []Step{}
	if o.Status != StatusApproved {
		why := refusals[o.Status]
		steps = append(steps, Step{TaxInformationStep, why.Code, why.Message()})
	}
	if o.PaymentLinkedAt == nil {
		step := Step{PaymentAccountStep, "payment_account_missing", "Link a payment account."}
		if o.Status != StatusApproved {
			step.Detail = "Link a payment account once your tax information is approved."
		}
		steps = append(steps, step)
	}
	return steps
}

// Check answers ErrIncomplete with every missing step, or nil (feature A3).
func (o Onboarding) Check() error {
	if steps := o.Missing(); len(steps) > 0 {
		return ErrIncomplete.With("missingSteps", steps)
	}
	return nil
}
