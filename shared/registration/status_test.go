package registration_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/registration"
)

var (
	statuses = []registration.Status{
		"", registration.StatusPending, registration.StatusApproved, registration.StatusRejected, registration.StatusBlocked,
		registration.StatusPendingClosed, registration.StatusClosed,
	}
	kinds = []event.Type{
		registration.EventRegistered, registration.EventResubmitted, registration.EventApproved, registration.EventRejected, registration.EventBlocked,
		registration.EventCommissionSet, registration.EventAllocationSet, registration.EventSamplesRequested, registration.EventClosureRequested,
		registration.EventClosureRefused, registration.EventClosed, registration.EventReleased,
	}
	actors = []actor.Kind{actor.Agency, actor.Seller, actor.Creator, actor.Operator, actor.Platform, actor.System}
)

// legal is every move there is, said a second time: status, event, actor, status.
const legal = `
- registered seller pending
pending approved agency approved
pending rejected agency rejected
pending blocked agency blocked
pending allocation_set seller pending
pending released operator blocked
rejected resubmitted seller pending
approved commission_set agency approved
approved allocation_set seller approved
approved samples_requested agency approved
approved closure_requested seller pending_closed
pending_closed commission_set agency pending_closed
pending_closed allocation_set seller pending_closed
pending_closed closure_refused agency approved
pending_closed closed agency closed
approved released operator closed
pending_closed released operator closed
`

// Features C1-C8: every status with every event by every actor. What is not legal is refused with one code.
func TestEveryMove(t *testing.T) {
	want := map[string]string{}
	for line := range strings.Lines(strings.TrimSpace(legal)) {
		f := strings.Fields(line)
		want[strings.Join(f[:3], " ")] = f[3]
	}
	moved := 0
	for _, from := range statuses {
		for _, kind := range kinds {
			for _, by := range actors {
				name := fmt.Sprintf("%s %s %s", from, strings.TrimPrefix(string(kind), "registration."), by)
				if from == "" {
					name = "-" + name
				}
				to, err := registration.Next(from, kind, by)
				switch expected, ok := want[name]; {
				case ok && (err != nil || string(to) != expected):
					t.Errorf("%s: %s %v, want %s", name, to, err, expected)
				case !ok && (!errors.Is(err, registration.ErrMove) || to != from):
					t.Errorf("%s: %s %v, want a refusal", name, to, err)
				case ok:
					moved++
				}
			}
		}
	}
	if moved != len(want) {
		t.Errorf("%d moves, want %d", moved, len(want))
	}
	for from, moves := range registration.Moves {
		for kind := range moves {
			if !slices.Contains(statuses, from) || !slices.Contains(kinds, kind) {
				t.Errorf("the test does not know %s from %q", kind, from)
			}
		}
	}
}

// Each rule moves as the table says, changes the version, and leaves what it was given alone.
func TestRulesFollowTheTable(t *testing.T) {
	five := 5
	rules := map[event.Type]func(registration.Registration) (registration.Registration, error){
		registration.EventResubmitted: func(r registration.Registration) (registration.Registration, error) {
			return registration.Resubmit(within, r, registration.Offer{}, now)
		},
		registration.EventApproved: review(registration.Approve, ""),
		registration.EventRejected: review(registration.Reject, "why"),
		registration.EventBlocked:  review(registration.Block, "why"),
		registration.EventCommissionSet: func(r registration.Registration) (registration.Registration, error) {
			return registration.SetCreatorRate(r, 5, "code")
		},
		registration.EventAllocationSet: func(r registration.Registration) (registration.Registration, error) {
			return registration.SetAllocation(r, &five, nil)
		},
		registration.EventSamplesRequested: func(r registration.Registration) (registration.Registration, error) {
			next, _, err := registration.RequestSamples(r, 5, now)
			return next, err
		},
		registration.EventClosureRequested: func(r registration.Registration) (registration.Registration, error) {
			return registration.RequestClosure(r, "", now)
		},
		registration.EventClosureRefused: closure(registration.Reject, "why"),
		registration.EventClosed:         closure(registration.Approve, ""),
		registration.EventReleased: func(r registration.Registration) (registration.Registration, error) {
			return registration.Release(r, "why", now)
		},
	}
	for _, from := range statuses[1:] {
		for kind, rule := range rules {
			before := with(from)
			before.Closure = &registration.Closure{RequestedAt: now}
			unchanged := before
			after, err := rule(before)
			to, ok := registration.Moves[from][kind]
			switch {
			case !reflect.DeepEqual(before, unchanged) || before.Closure.AnsweredAt != nil:
				t.Errorf("%s of a %s one changed what it was given", kind, from)
			case ok && (err != nil || after.Status != to.To || after.Version != 2):
				t.Errorf("%s of a %s one: %s, version %d, %v", kind, from, after.Status, after.Version, err)
			case ok:
			case from == registration.StatusBlocked && kind == registration.EventResubmitted: // feature C3: says why, for good
				if !errors.Is(err, registration.ErrBlocked) {
					t.Errorf("%s of a %s one: %v", kind, from, err)
				}
			case !errors.Is(err, registration.ErrMove) || !reflect.DeepEqual(after, before):
				t.Errorf("%s of a %s one: %v", kind, from, err)
			}
		}
	}
}

func review(d registration.Decision, reason string) func(registration.Registration) (registration.Registration, error) {
	return func(r registration.Registration) (registration.Registration, error) {
		next, _, err := registration.Review(within, r, d, reason, now)
		return next, err
	}
}

func closure(d registration.Decision, reason string) func(registration.Registration) (registration.Registration, error) {
	return func(r registration.Registration) (registration.Registration, error) {
		next, _, err := registration.ReviewClosure(within, r, d, reason, now)
		return next, err
	}
}

// Feature C5: each status has its tab; an approved product is ongoing while the campaign runs, and closed, with its tab,
// from the moment on at which the campaign period ends.
func TestTabsAndWhatIsShown(t *testing.T) {
	start, end := within.CampaignPeriod.Start, within.CampaignPeriod.End
	for status, want := range map[registration.Status]struct {
		before, during, after registration.Status
		tab, tabAfter         registration.Tab
	}{
		registration.StatusPending:  {"pending", "pending", "pending", registration.TabPending, registration.TabPending},
		registration.StatusApproved: {"approved", "ongoing", "closed", registration.TabApproved, registration.TabClosed},
		registration.StatusRejected: {"rejected", "rejected", "rejected", registration.TabRejected, registration.TabRejected},
		registration.StatusBlocked:  {"blocked", "blocked", "blocked", registration.TabRejected, registration.TabRejected},
		registration.StatusPendingClosed: {
			"pending_closed", "pending_closed", "closed", registration.TabPendingClosed, registration.TabClosed,
		},
		registration.StatusClosed: {"closed", "closed", "closed", registration.TabClosed, registration.TabClosed},
	} {
		r := with(status)
		for _, at := range []struct {
			now   time.Time
			shown registration.Status
			tab   registration.Tab
		}{
			{start.Add(-1), want.before, want.tab}, {start, want.during, want.tab}, {end.Add(-1), want.during, want.tab}, {end, want.after, want.tabAfter},
		} {
			if got := r.ShownAs(within, at.now); got != at.shown {
				t.Errorf("%s is shown as %s at %s, want %s", status, got, at.now, at.shown)
			}
			if got := r.StatusAt(within, at.now).Tab(); got != at.tab {
				t.Errorf("%s is on %s at %s, want %s", status, got, at.now, at.tab)
			}
		}
	}
}

// Feature C5: the counts of the tabs move with the end of the campaign period, too.
func TestCountsAtTheEnd(t *testing.T) {
	counts := registration.Counts{Pending: 1, Approved: 2, Rejected: 4, PendingClosed: 8, Closed: 16}
	end := within.CampaignPeriod.End
	if got := counts.At(within, end.Add(-1)); got != counts {
		t.Errorf("before the end: %+v", got)
	}
	if got, want := counts.At(within, end), (registration.Counts{Pending: 1, Rejected: 4, Closed: 26}); got != want {
		t.Errorf("from the end on: %+v, want %+v", got, want)
	}
}

// Feature C5: in a campaign that is over nothing is approved; what waits can still be turned down.
func TestReviewAfterTheEnd(t *testing.T) {
	end := within.CampaignPeriod.End
	if _, _, err := registration.Review(within, pending(), registration.Approve, "", end.Add(-1)); err != nil {
		t.Errorf("at the last moment: %v", err)
	}
	after, _, err := registration.Review(within, pending(), registration.Approve, "", end)
	if !errors.Is(err, campaign.ErrCampaignOver) || after.Status != registration.StatusPending {
		t.Errorf("approved: %s, %v", after.Status, err)
	}
	for _, d := range []registration.Decision{registration.Reject, registration.Block} {
		if _, _, err := registration.Review(within, pending(), d, "why", end); err != nil {
			t.Errorf("%s: %v", d, err)
		}
	}
	asked := pending()
	asked.Status, asked.Closure = registration.StatusPendingClosed, &registration.Closure{RequestedAt: now}
	for _, d := range registration.ClosureDecisions {
		if _, _, err := registration.ReviewClosure(within, asked, d, "", end); !errors.Is(err, campaign.ErrCampaignOver) {
			t.Errorf("the wish to close it, answered with %s: %v", d, err)
		}
	}
}
