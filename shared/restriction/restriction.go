// Package restriction holds the rules of an agency's restriction of a creator: to one who is restricted it sends nothing
// (features F6, I7, I8). A sample that ends without content sets it by itself; an agency sets or lifts it with a reason.
// Pure: no AWS, the time is a value.
package restriction

import (
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// Restriction is how an agency stands to a creator. Version counts its changes, those by missed samples, too: these are
// on the samples' timelines. RestrictedBy and Reason are of the restriction that holds or, once it is lifted, the sample of the last
// one and the reason of its lift.
type Restriction struct {
	AgencyID        string     `json:"agencyId"`
	CreatorID       string     `json:"creatorId"`
	RestrictedSince *time.Time `json:"restrictedSince,omitempty"`
	RestrictedBy    string     `json:"restrictedBy,omitempty"`
	Reason          string     `json:"restrictionReason,omitempty"`
	LiftedAt        *time.Time `json:"liftedAt,omitempty"`
	// What else a sample without content may lead to, by the policy, with its id: these are no part of the restriction.
	ReviewFor        string `json:"reviewFor,omitempty"`
	LowerPriorityFor string `json:"lowerPriorityFor,omitempty"`
	Version          int    `json:"version"`
}

// Status is whether a restriction holds.
type Status string

// The statuses of a restriction that was set at some time.
const (
	StatusRestricted Status = "restricted"
	StatusLifted     Status = "lifted"
)

// Statuses are all of them.
var Statuses = []Status{StatusRestricted, StatusLifted}

// Event types of a restriction.
const (
	EventSet    event.Type = "restriction.set"
	EventLifted event.Type = "restriction.lifted"
)

// ErrNoCreator is the answer about a creator whom the agency has nothing to do with, whether or not there is one.
var ErrNoCreator = fault.New(fault.NotFound, "creator_not_found")

// ErrUnchanged is the answer to what is the case already.
var ErrUnchanged = fault.New(fault.Conflict, "restriction_unchanged")

// CheckExcuse adds to fields what is wrong with an excuse that does not come whole, or not with a lift.
func CheckExcuse(restricted, sample, excuse bool, fields *fault.Fields) {
	if !fields.Sound("excusedSampleId", "excuse") {
		return
	}
	fields.Check(!sample || !restricted, "restricted", "not_with_excuse")
	fields.Check(sample || !excuse, "excusedSampleId", "required/excuse")
	fields.Check(excuse || !sample, "excuse", "required/excused_sample")
}

// Identity is for event.Aggregate. An agency has one restriction for each creator.
func (r Restriction) Identity() (string, int) { return r.AgencyID + ":" + r.CreatorID, r.Version }

// State is for event.Aggregate.
func (r Restriction) State() string {
	if r.RestrictedSince != nil {
		return string(StatusRestricted)
	}
	return "free"
}

// Involved is for event.Aggregate.
func (r Restriction) Involved() event.Parties {
	return event.Parties{AgencyID: r.AgencyID, CreatorID: r.CreatorID}
}

// Change sets or lifts a restriction (feature I8).
func Change(r Restriction, restricted bool, reason string, now time.Time) (Restriction, event.Type, error) {
	if restricted == (r.RestrictedSince != nil) {
		return r, "", ErrUnchanged.With("status", r.State())
	}
	next, kind := r, EventLifted
	next.RestrictedSince, next.LiftedAt, next.Reason = nil, &now, reason
	if restricted {
		next.RestrictedSince, next.LiftedAt, next.RestrictedBy, kind = &now, nil, "", EventSet
	}
	next.Version++
	return next, kind, nil
}
