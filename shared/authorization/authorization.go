// Package authorization holds the rules by which a creator lets an agency pass on a shipping address (features E1-E6).
// The moves between statuses are a table. Pure: no AWS, the time is a value.
package authorization

import (
	"strconv"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/policy"
)

// Status is where an agency and a creator stand (seed 000).
type Status string

// The statuses. Unauthorized is the absence of a request and is never stored.
const (
	StatusUnauthorized Status = "unauthorized"
	StatusPending      Status = "pending"
	StatusAuthorized   Status = "authorized"
	StatusEnded        Status = "ended"
	StatusRejected     Status = "rejected"
	StatusExpired      Status = "expired" // shown as unauthorized: it can be asked again
)

// Statuses are all of them, ShownStatuses those that agencies see (Authorization.Shown).
var (
	Statuses      = []Status{StatusUnauthorized, StatusPending, StatusAuthorized, StatusEnded, StatusRejected, StatusExpired}
	ShownStatuses = []Status{StatusUnauthorized, StatusPending, StatusAuthorized, StatusEnded, StatusRejected}
)

// Event types of an authorization.
const (
	EventRequested event.Type = "authorization.requested"
	EventReminded  event.Type = "authorization.reminded"
	EventAccepted  event.Type = "authorization.accepted"
	EventDeclined  event.Type = "authorization.declined"
	EventEnded     event.Type = "authorization.ended"
	EventExpired   event.Type = "authorization.expired"
	EventReaddress event.Type = "authorization.readdressed" // samples of this agency go to another address from now on
)

// Moves is the transition table: what each event makes of each status. What is not in it is refused.
var Moves = map[Status]map[event.Type]Status{
	StatusUnauthorized: {EventRequested: StatusPending},
	StatusPending: {
		EventReminded: StatusPending, EventAccepted: StatusAuthorized, EventDeclined: StatusRejected, EventExpired: StatusExpired,
	},
	StatusAuthorized: {EventEnded: StatusEnded, EventReaddress: StatusAuthorized},
	StatusEnded:      {EventRequested: StatusPending},
	StatusRejected:   {EventRequested: StatusPending},
	StatusExpired:    {EventRequested: StatusPending},
}

// Faults of an authorization.
var (
	ErrNotFound          = fault.New(fault.NotFound, "authorization_not_found")
	ErrNotPending        = fault.New(fault.Conflict, "authorization_not_pending")
	ErrNotAuthorized     = fault.New(fault.Conflict, "creator_not_authorized")
	ErrAlreadyAuthorized = fault.New(fault.Conflict, "already_authorized")
	ErrExpired           = fault.New(fault.Conflict, "authorization_expired")
	ErrAlreadyPending    = fault.New(fault.Conflict, "authorization_pending")
)

// Destination is what an agency may know of an address (feature E6).
type Destination struct {
	City    string `json:"city"`
	Region  string `json:"region,omitempty"`
	Country string `json:"country"`
}

// Authorization is between one agency and one creator. RequestID changes with each request, and names are as things were called then.
type Authorization struct {
	RequestID   string       `json:"requestId"`
	AgencyID    string       `json:"agencyId"`
	AgencyName  string       `json:"agencyName"`
	CreatorID   string       `json:"creatorId"`
	Handle      string       `json:"creatorHandle"`
	CampaignID  string       `json:"campaignId"`
	Campaign    string       `json:"campaignName"`
	Status      Status       `json:"status"`
	RequestedAt time.Time    `json:"requestedAt"`
	ExpiresAt   time.Time    `json:"expiresAt"`
	RemindedAt  *time.Time   `json:"remindedAt,omitempty"`
	AnsweredAt  *time.Time   `json:"answeredAt,omitempty"`
	EndedAt     *time.Time   `json:"endedAt,omitempty"`
	Destination *Destination `json:"destination,omitempty"`
	AddressID   string       `json:"addressId,omitempty"`
	AnswerDays  int          `json:"answerDays"`
	Agreed      int          `json:"agreedPolicyVersion,omitempty"` // that the creator has agreed to
	RemindAt    *time.Time   `json:"remindAt,omitempty"`
	Version     int          `json:"version"`
}

// Identity is for event.Aggregate. The pair is the subject; a request is one stretch of its life.
func (a Authorization) Identity() (string, int) { return a.AgencyID + ":" + a.CreatorID, a.Version }

// State is for event.Aggregate.
func (a Authorization) State() string { return string(a.Status) }

// Involved is for event.Aggregate.
func (a Authorization) Involved() event.Parties {
	return event.Parties{AgencyID: a.AgencyID, CreatorID: a.CreatorID, CampaignID: a.CampaignID}
}

// The details of an authorization's events, which its workflow and the waits for its answer go by.
const (
	DetailRequest    = "requestId"
	DetailAnswerDays = "answerDays" // of the request alone
)

// Details is for event.Detailed.
func (a Authorization) Details(kind event.Type) map[string]string {
	details := map[string]string{DetailRequest: a.RequestID}
	if kind == EventRequested {
		details[DetailAnswerDays] = strconv.Itoa(a.AnswerDays)
	}
	return details
}

// Private is for event.Private: where a creator lives stays out of events.
func (a Authorization) Private() []string { return []string{"destination"} }

// Shown is the status that an agency sees: an expired request can be asked again, like one never made.
func (a Authorization) Shown() Status {
	if a.Status == "" || a.Status == StatusExpired {
		return StatusUnauthorized
	}
	return a.Status
}

// At is how an authorization stands at a time: a request that nobody answered by ExpiresAt is expired, whether or not that is on
// record yet.
func (a Authorization) At(now time.Time) Authorization {
	if a.Status == StatusPending && !now.Before(a.ExpiresAt) {
		a.Status = StatusExpired
	}
	return a
}

func move(a Authorization, kind event.Type) (Authorization, error) {
	from := a.Status
	if from == "" {
		from = StatusUnauthorized
	}
	to, ok := Moves[from][kind]
	if !ok {
		return a, refusal(from, kind)
	}
	a.Status = to
	a.Version++
	return a, nil
}

func refusal(from Status, kind event.Type) error {
	switch {
	case kind == EventRequested && from == StatusPending:
		return ErrAlreadyPending.With("status", from)
	case kind == EventRequested:
		return ErrAlreadyAuthorized.With("status", from)
	case from == StatusExpired && (kind == EventAccepted || kind == EventDeclined):
		return ErrExpired.With("status", from)
	case kind == EventEnded, kind == EventReaddress:
		return ErrNotAuthorized.With("status", from)
	default:
		return ErrNotPending.With("status", from)
	}
}

// Request asks a creator (feature E2), also one whose last request has expired by now. previous is the zero value where they
// were never asked.
func Request(previous Authorization, asked Authorization, p policy.Policy, now time.Time) (Authorization, error) {
	moved, err := move(previous.At(now), EventRequested)
	if err != nil {
		return previous, err
	}
	asked.Status, asked.Version = moved.Status, moved.Version
	asked.RequestedAt, asked.AnswerDays = now, p.AnswerDays
	asked.ExpiresAt = now.Add(policy.Days(p.AnswerDays))
	remind := now.Add(policy.Days(p.AnswerReminderDays))
	asked.RemindAt = &remind
	return asked, nil
}

// Remind notes the one reminder of a pending request (feature E5).
func Remind(a Authorization, now time.Time) (Authorization, error) {
	next, err := move(a.At(now), EventReminded)
	if err != nil {
		return a, err
	}
	next.RemindedAt, next.RemindAt = &now, nil
	return next, nil
}

// Accept answers yes, with an address, and agrees to a version of the agency's sample policy (features E3, K2). It answers
// ErrExpired from ExpiresAt on.
func Accept(a Authorization, addressID string, to Destination, agreed int, now time.Time) (Authorization, error) {
	next, err := move(a.At(now), EventAccepted)
	if err != nil {
		return a, err
	}
	next.AnsweredAt, next.RemindAt = &now, nil
	next.AddressID, next.Destination, next.Agreed = addressID, &to, agreed
	return next, nil
}

// Decline answers no (feature E3). It answers ErrExpired from ExpiresAt on.
func Decline(a Authorization, now time.Time) (Authorization, error) {
	next, err := move(a.At(now), EventDeclined)
	if err != nil {
		return a, err
	}
	next.AnsweredAt, next.RemindAt = &now, nil
	return next, nil
}

// End takes a yes back (feature E3). Samples that are ordered go on to the address they were ordered with; the agency no
// longer sees where the creator lives.
func End(a Authorization, now time.Time) (Authorization, error) {
	next, err := move(a, EventEnded)
	if err != nil {
		return a, err
	}
	next.EndedAt, next.AddressID, next.Destination = &now, "", nil
	return next, nil
}

// Readdress sends this agency's samples to another address from now on (feature E4). Orders placed keep theirs.
func Readdress(a Authorization, addressID string, to Destination) (Authorization, error) {
	next, err := move(a, EventReaddress)
	if err != nil {
		return a, err
	}
	next.AddressID, next.Destination = addressID, &to
	return next, nil
}

// Expire puts on record that nobody answered a request in time (feature E5). It answers ErrAlreadyPending before ExpiresAt.
func Expire(a Authorization, now time.Time) (Authorization, error) {
	if a.Status == StatusPending && a.At(now).Status == StatusPending {
		return a, ErrAlreadyPending.With("status", a.Status)
	}
	next, err := move(a, EventExpired)
	if err != nil {
		return a, err
	}
	next.RemindAt = nil
	return next, nil
}
