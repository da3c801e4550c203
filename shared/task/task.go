// Package task says what an agency has to do (feature N3): which tasks the state of a sample, or of a product in a campaign, calls for,
// and by when. Nobody ticks a task off: it is over as soon as the state does not call for it any more. Pure: no AWS, the time is a
// value.
package task

import (
	"slices"
	"strings"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

// Kind is what is to be done.
type Kind string

// The kinds. There is one task of each about a sample or a product at a time.
const (
	ResolveException   Kind = "resolve_exception"   // a parcel failed, returned or lost (feature H5)
	ResolveProblem     Kind = "resolve_problem"     // missing, damaged or wrong (feature H6)
	ReviewExtension    Kind = "review_extension"    // a creator asks for more time (feature I2)
	FollowUp           Kind = "follow_up"           // a creator does not confirm the receipt (feature I1)
	ChaseShipment      Kind = "chase_shipment"      // a sample is about to miss its ship-by date (feature G7)
	MendWorkflow       Kind = "mend_workflow"       // restarts did not mend a workflow (feature O2)
	ReviewRegistration Kind = "review_registration" // a product waits (feature C2)
	ReviewClosure      Kind = "review_closure"      // a seller asks to close a product (feature C6)
)

// OfSamples and OfProducts are the kinds about samples and about products, Kinds all of them.
var (
	OfSamples  = []Kind{ResolveException, ResolveProblem, ReviewExtension, FollowUp, ChaseShipment, MendWorkflow}
	OfProducts = []Kind{ReviewRegistration, ReviewClosure}
	Kinds      = slices.Concat(OfSamples, OfProducts)
)

const (
	// reviewWithin is how long an agency takes to answer a seller.
	reviewWithin = 3 * policy.Day
	// ChasedBefore is how long before the ship-by date a sample that has not left is a task.
	ChasedBefore = policy.Day
	// storedBefore is how long before that the task is stored: the job that finds it comes by every hour.
	storedBefore = 2 * time.Hour
)

// ErrNotFound is the answer where there is no such task, or not any more.
var ErrNotFound = fault.New(fault.NotFound, "task_not_found")

// Task is one thing to do. Since says since when the state calls for it, and tells it from an earlier one of its kind about the same
// thing.
type Task struct {
	Kind           Kind                 `json:"kind"`
	Subject        string               `json:"subject"` // the id of the sample or the registration
	AgencyID       string               `json:"agencyId"`
	CampaignID     string               `json:"campaignId"`
	RegistrationID string               `json:"registrationId"`
	ProductName    string               `json:"productName"`
	SellerID       string               `json:"sellerId"`
	CreatorID      string               `json:"creatorId,omitempty"`
	CreatorHandle  string               `json:"creatorHandle,omitempty"`
	Exception      sample.ExceptionKind `json:"exception,omitempty"`
	Since          time.Time            `json:"since"`
	DueAt          time.Time            `json:"dueAt"`
	Until          *time.Time           `json:"until,omitempty"` // from then on there is nothing to do any more
	Assignee       string               `json:"assignee,omitempty"`
	AssignedAt     *time.Time           `json:"assignedAt,omitempty"`
}

// ID is the id of a task: its kind, and what it is about.
func (t Task) ID() string { return string(t.Kind) + "-" + t.Subject }

// ParseID gives the kind and the subject that an id was made of; it answers ErrNotFound to what is none.
func ParseID(id string) (Kind, string, error) {
	kind, subject, found := strings.Cut(id, "-")
	if !found || !slices.Contains(of(subject), Kind(kind)) {
		return "", "", ErrNotFound
	}
	return Kind(kind), subject, nil
}

// of are the kinds of tasks that there are about a thing.
func of(subject string) []Kind {
	if strings.HasPrefix(subject, "smp_") {
		return OfSamples
	}
	return OfProducts
}

// Shown reports whether a task is one at a time: one that comes with time alone is stored before.
func (t Task) Shown(now time.Time) bool {
	return (t.Kind != ChaseShipment || !now.Before(t.DueAt.Add(-ChasedBefore))) && (t.Until == nil || now.Before(*t.Until))
}

// Assigned gives a task to a member of the agency, or back to everybody where the name is empty.
func (t Task) Assigned(name string, now time.Time) Task {
	t.Assignee, t.AssignedAt = name, &now
	if name == "" {
		t.AssignedAt = nil
	}
	return t
}

// Kept is a task as the state calls for it now, with whom it was assigned to, if it is still the same one.
func (t Task) Kept(before Task) Task {
	if t.Since.Equal(before.Since) {
		t.Assignee, t.AssignedAt = before.Assignee, before.AssignedAt
	}
	return t
}

// changesNone are the events after which the same tasks are called for.
var changesNone = []event.Type{
	sample.EventOrdered, sample.EventReserved, sample.EventCarrier, sample.EventExcused, sample.EventPostedLate,
	registration.EventCommissionSet, registration.EventAllocationSet, registration.EventSamplesRequested,
}

// mayMend are the events after which the same tasks are called for, but that of a workflow that was stuck: something has happened to
// the sample, and it is restarted again.
var mayMend = []event.Type{
	sample.EventAuthorized, sample.EventLabelled, sample.EventRelabelled, sample.EventLinked, sample.EventUnlinked, sample.EventRetried, sample.EventRestarted, sample.EventCompleted,
	sample.EventClassified, sample.EventContentAdded, sample.EventContentUpdated, sample.EventContentCorrected,
}

// MayChange reports whether an event may change what is to be done: what it says it changed is enough to tell.
func MayChange(e event.Event) bool {
	switch _, recovered := e.Change["recovery"]; {
	case slices.Contains(changesNone, e.Type):
		return false
	case slices.Contains(mayMend, e.Type):
		return recovered
	case e.Type == sample.EventReminded:
		return sample.ReminderKind(e.Details["kind"]) == sample.RemindFollowUp
	}
	return true
}

// Chased reports whether a sample has not left a day before its ship-by date, or soon will not have. That comes with time alone: a job
// has to look. One whose workflow is stuck is a task for that.
func Chased(s sample.Sample, now time.Time) bool {
	stuck := s.Recovery != nil && s.Recovery.Stuck
	return s.Status == sample.StatusReadyToShip && !stuck && !now.Before(sample.ShipBy(s).Add(-ChasedBefore-storedBefore))
}

// OnlyEnds reports whether after an event nothing is to be done that was not to be done before: where there is no task, there is none.
func OnlyEnds(e event.Event) bool { return slices.Contains(onlyEnd, e.Type) }

var onlyEnd = []event.Type{
	sample.EventDispatched, sample.EventShipped, sample.EventReceived, sample.EventPosted, sample.EventMissed, sample.EventLost, sample.EventCancelled,
	sample.EventNotShipped, sample.EventNotAuthorized, sample.EventPlatformCancelled, sample.EventWrittenOff,
}

// OfSample lists what the state of a sample calls for at a time.
func OfSample(s sample.Sample, now time.Time) []Task {
	var out []Task
	add := func(called bool, kind Kind, since func() time.Time, due func() time.Time) {
		if called {
			out = append(out, Task{
				Kind: kind, Subject: s.ID, AgencyID: s.AgencyID, CampaignID: s.CampaignID(), RegistrationID: s.RegistrationID, ProductName: s.ProductName,
				SellerID: s.SellerID, CreatorID: s.CreatorID, CreatorHandle: s.CreatorHandle, Since: since(), DueAt: due(),
			})
		}
	}
	excepted := func() time.Time { return s.Exception.At }
	resolved := func() time.Time { return s.Exception.At.Add(policy.Days(s.Policy().ResolveDays)) }
	followUp := func() time.Time { return s.DeliveredAt.Add(policy.Days(s.Policy().FollowUpDays)) }
	stuck := func() time.Time { return s.Recovery.NextAt }
	add(s.Status == sample.StatusDeliveryException && s.Exception != nil, ResolveException, excepted, resolved)
	add(s.Status == sample.StatusProblemReported && s.Exception != nil, ResolveProblem, excepted, resolved)
	add(extensionWaits(s), ReviewExtension, func() time.Time { return s.Extension.RequestedAt }, func() time.Time { return answerBy(s) })
	add(s.AwaitsFollowUp(), FollowUp, followUp, followUp)
	add(Chased(s, now), ChaseShipment, s.ReadyAt, func() time.Time { return sample.ShipBy(s) })
	add(!s.Status.Final() && s.Recovery != nil && s.Recovery.Stuck, MendWorkflow, stuck, stuck)
	for i, t := range out {
		if t.Kind == ResolveException || t.Kind == ResolveProblem {
			out[i].Exception = s.Exception.Kind
		}
	}
	return out
}

// extensionWaits reports whether the agency can answer a request for more time, and has not.
func extensionWaits(s sample.Sample) bool {
	_, legal := sample.Moves[s.Status][sample.EventExtensionApproved]
	return legal && s.Extension != nil && s.Extension.Decision == "" && s.ContentDueAt != nil
}

// answerBy is when a request for more time has to be answered: when the content is due or, if it was made later, when it counts as
// missed.
func answerBy(s sample.Sample) time.Time {
	if s.Extension.RequestedAt.Before(*s.ContentDueAt) {
		return *s.ContentDueAt
	}
	return sample.MissedAt(s)
}

// OfProduct lists what the state of a product in a campaign calls for. When the campaign is over, nothing about its products is to be
// done any more.
func OfProduct(c campaign.Campaign, r registration.Registration) []Task {
	of := func(kind Kind, since time.Time) []Task {
		return []Task{{
			Kind: kind, Subject: r.ID, AgencyID: r.AgencyID, CampaignID: r.CampaignID, RegistrationID: r.ID, ProductName: r.ProductName,
			SellerID: r.SellerID, Since: since, DueAt: since.Add(reviewWithin), Until: &c.CampaignPeriod.End,
		}}
	}
	switch {
	case r.Status == registration.StatusPending:
		return of(ReviewRegistration, r.RegisteredAt)
	case r.Status == registration.StatusPendingClosed && r.Closure != nil:
		return of(ReviewClosure, r.Closure.RequestedAt)
	}
	return nil
}
