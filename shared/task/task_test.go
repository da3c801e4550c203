package task_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/sample"
	"samplepath/shared/task"
)

var start = time.Date(2030, time.June, 6, 9, 0, 0, 0, time.UTC)

func day(n int) time.Time { return start.Add(policy.Days(n)) }

func at(n int) *time.Time {
	t := day(n)
	return &t
}

// told are tasks as a reader takes them in: what, since and due on which days.
func told(list []task.Task) string {
	var out []string
	for _, t := range list {
		out = append(out, fmt.Sprintf("%s %.0f-%.0f", t.Kind, t.Since.Sub(start).Hours()/24, t.DueAt.Sub(start).Hours()/24))
	}
	return strings.Join(out, ", ")
}

// Feature N3: what each state of a sample calls for, and by when.
func TestWhatASampleCallsFor(t *testing.T) {
	delivered := func(s sample.Sample) sample.Sample {
		s.Status, s.DeliveredAt, s.ContentDueAt = sample.StatusDelivered, at(4), at(18)
		return s
	}
	asked := &sample.Extension{Days: 5, Reason: sample.Travel, RequestedAt: day(10)}
	for name, test := range map[string]struct {
		change func(*sample.Sample)
		want   string
	}{
		"awaits the authorization": {func(s *sample.Sample) { s.Status, s.RequestID = sample.StatusAwaitingAuthorization, "ath_1" }, ""},
		"ready to ship":            {func(*sample.Sample) {}, ""},
		"about to miss its date":   {func(s *sample.Sample) { s.OrderedAt = day(-13) }, "chase_shipment -13-1"},
		"authorized later":         {func(s *sample.Sample) { s.OrderedAt, s.AuthorizedAt = day(-20), at(-12) }, ""},
		"to be sent again":         {func(s *sample.Sample) { s.OrderedAt, s.ReshippedAt = day(-30), at(-14) }, "chase_shipment -14-0"},
		"with a stuck workflow": {func(s *sample.Sample) {
			s.OrderedAt, s.Recovery = day(-13), &sample.Recovery{NextAt: day(-3), Stuck: true}
		}, "mend_workflow -3--3"},
		"shipped":                 {func(s *sample.Sample) { s.Status = sample.StatusShipped }, ""},
		"delivered":               {func(s *sample.Sample) { *s = delivered(*s) }, ""},
		"reminded of the receipt": {func(s *sample.Sample) { *s = delivered(*s); s.LastReminder = sample.RemindReceipt }, ""},
		"a person follows up":     {func(s *sample.Sample) { *s = delivered(*s); s.LastReminder = sample.RemindFollowUp }, "follow_up 8-8"},
		"and still has to":        {func(s *sample.Sample) { *s = delivered(*s); s.LastReminder = sample.RemindFinal }, "follow_up 8-8"},
		"received": {func(s *sample.Sample) {
			*s = delivered(*s)
			s.Status, s.ReceivedAt, s.LastReminder = sample.StatusReceived, at(9), sample.RemindFollowUp
		}, ""},
		"more time is asked for":      {func(s *sample.Sample) { *s = delivered(*s); s.Extension = asked }, "review_extension 10-18"},
		"and was, after the due date": {func(s *sample.Sample) { *s = delivered(*s); s.ContentDueAt, s.Extension = at(9), asked }, "review_extension 10-15"},
		"and given":                   {func(s *sample.Sample) { *s = delivered(*s); s.Extension = &sample.Extension{Decision: sample.Approve} }, ""},
		"asked for, and then posted":  {func(s *sample.Sample) { *s = delivered(*s); s.Extension, s.Status = asked, sample.StatusPosted }, ""},
		"the carrier failed": {func(s *sample.Sample) {
			s.Status, s.Exception = sample.StatusDeliveryException, &sample.Exception{At: day(5)}
		}, "resolve_exception 5-19"},
		"a problem": {func(s *sample.Sample) {
			s.Status, s.Exception = sample.StatusProblemReported, &sample.Exception{At: day(6)}
		}, "resolve_problem 6-20"},
		"closed after it": {func(s *sample.Sample) { s.Status, s.Exception = sample.StatusLost, &sample.Exception{At: day(6)} }, ""},
		"its workflow is stuck": {func(s *sample.Sample) {
			s.Status, s.Recovery = sample.StatusShipped, &sample.Recovery{NextAt: day(3), Stuck: true}
		}, "mend_workflow 3-3"},
		"its workflow was restarted": {func(s *sample.Sample) {
			s.Status, s.Recovery = sample.StatusShipped, &sample.Recovery{NextAt: day(3), Restarts: 2}
		}, ""},
		"two things at once": {func(s *sample.Sample) { *s = delivered(*s); s.Extension, s.LastReminder = asked, sample.RemindFollowUp }, "review_extension 10-18, follow_up 8-8"},
		"ended with a stuck workflow": {func(s *sample.Sample) {
			s.Status, s.Recovery = sample.StatusCancelled, &sample.Recovery{NextAt: day(3), Stuck: true}
		}, ""},
		"completed, with an extension": {func(s *sample.Sample) { *s = delivered(*s); s.Status, s.Extension = sample.StatusCompleted, asked }, ""},
	} {
		s := sample.Sample{ID: "smp_1", AgencyID: "agn_1", Status: sample.StatusReadyToShip, OrderedAt: start}
		test.change(&s)
		if got := told(task.OfSample(s, start)); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// Features C2 and C6: what a product calls for, as long as its campaign goes on.
func TestWhatAProductCallsFor(t *testing.T) {
	c := campaign.Campaign{CampaignPeriod: campaign.Period{Start: start, End: day(90)}}
	for status, want := range map[registration.Status]string{
		registration.StatusPending: "review_registration 1-4", registration.StatusPendingClosed: "review_closure 8-11", registration.StatusApproved: "",
		registration.StatusRejected: "", registration.StatusBlocked: "", registration.StatusClosed: "",
	} {
		r := registration.Registration{ID: "reg_1", Status: status, RegisteredAt: day(1), Closure: &registration.Closure{RequestedAt: day(8)}}
		list := task.OfProduct(c, r)
		if got := told(list); got != want {
			t.Errorf("%s: %q, want %q", status, got, want)
		}
		for _, one := range list {
			if !one.Shown(day(90).Add(-1)) || one.Shown(day(90)) {
				t.Errorf("%s: shown until %v", status, one.Until)
			}
		}
	}
}

// Feature G7: a sample that has not left is a task a day before its ship-by date, not earlier.
func TestASampleIsChasedADayBefore(t *testing.T) {
	s := sample.Sample{ID: "smp_1", Status: sample.StatusReadyToShip, OrderedAt: start}
	early := day(13).Add(-2 * time.Hour)
	if task.Chased(s, early.Add(-1)) || !task.Chased(s, early) {
		t.Error("it is not stored two hours before it is shown")
	}
	chase := task.OfSample(s, early)[0]
	if chase.Shown(day(13).Add(-1)) || !chase.Shown(day(13)) || !chase.Shown(day(20)) {
		t.Errorf("due %v", chase.DueAt)
	}
}

// Who has a task keeps it while it is the same one, and loses it to one of its kind that comes later.
func TestWhoKeepsATask(t *testing.T) {
	before := task.Task{Since: day(1)}.Assigned("Maya", day(2))
	if same := (task.Task{Since: day(1), DueAt: day(9)}).Kept(before); same.Assignee != "Maya" || !same.AssignedAt.Equal(day(2)) || !same.DueAt.Equal(day(9)) {
		t.Errorf("the same: %+v", same)
	}
	if later := (task.Task{Since: day(3)}).Kept(before); later.Assignee != "" || later.AssignedAt != nil {
		t.Errorf("a later one: %+v", later)
	}
	if nobody := before.Assigned("", day(4)); nobody.Assignee != "" || nobody.AssignedAt != nil {
		t.Errorf("given back: %+v", nobody)
	}
}

func TestIDs(t *testing.T) {
	for _, one := range []task.Task{{Kind: task.FollowUp, Subject: "smp_1"}, {Kind: task.ReviewClosure, Subject: "reg_1_2"}} {
		if kind, subject, err := task.ParseID(one.ID()); kind != one.Kind || subject != one.Subject || err != nil {
			t.Errorf("%s: %s %s %v", one.ID(), kind, subject, err)
		}
	}
	for _, id := range []string{"", "follow_up", "follow_up-reg_1_2", "review_closure-smp_1", "rest-smp_1"} {
		if _, _, err := task.ParseID(id); err == nil {
			t.Errorf("%q is taken for an id", id)
		}
	}
}

// The events that are passed over are those between statuses that call for the same, and that touch nothing else that tasks come of;
// some end the task of a workflow that was stuck, and say so.
func TestWhatMayChangeTasks(t *testing.T) {
	none := []event.Type{"registration.allocation_set", "registration.commission_set", "registration.samples_requested", "sample.ordered", "sample.reserved", "sample.carrier_reported", "sample.excused", "sample.posted_late"}
	mending := []event.Type{
		"sample.authorized", "sample.classified", "sample.completed", "sample.content_added", "sample.content_corrected", "sample.content_updated", "sample.labelled", "sample.linked",
		"sample.relabelled", "sample.restarted", "sample.unlinked", "sample.workflow_retried",
	}
	follow := map[string]string{"kind": "follow_up"}
	for _, kind := range append(sample.EventTypes(), none[:3]...) {
		idle := slices.Contains(none, kind)
		if may := task.MayChange(event.Event{Type: kind, Details: follow}); may != (!idle && !slices.Contains(mending, kind)) {
			t.Errorf("%s may change tasks: %t", kind, may)
		}
		if may := task.MayChange(event.Event{Type: kind, Details: follow, Change: map[string]any{"recovery": nil}}); may == idle {
			t.Errorf("%s of a workflow that was stuck may change tasks: %t", kind, may)
		}
	}
	for from, moves := range sample.Moves {
		for kind, to := range moves {
			one := sample.Sample{Status: from, OrderedAt: start}
			next := one
			next.Status = to
			if passed := slices.Contains(none, kind) || slices.Contains(mending, kind); passed && told(task.OfSample(one, start)) != told(task.OfSample(next, start)) {
				t.Errorf("%s takes a sample from %s to %s", kind, from, to)
			}
		}
	}
	for _, kind := range sample.EventTypes() {
		if task.OnlyEnds(event.Event{Type: kind}) && (strings.HasSuffix(string(kind), "requested") || slices.ContainsFunc(slices.Collect(maps.Keys(sample.Moves)), func(from sample.Status) bool {
			to := sample.Moves[from][kind]
			return to != from && (to == sample.StatusDeliveryException || to == sample.StatusProblemReported || to == sample.StatusReadyToShip || to == sample.StatusDelivered)
		})) {
			t.Errorf("after %s there may be a task that was not there before", kind)
		}
	}
	if task.MayChange(event.Event{Type: sample.EventReminded, Details: map[string]string{"kind": "content_due"}}) {
		t.Error("a reminder to the creator may change tasks")
	}
}
