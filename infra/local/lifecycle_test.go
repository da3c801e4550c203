package local_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"samplepath/infra/local/demo"
	"samplepath/infra/local/states"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
)

const day = 24 * time.Hour

// thirtyDays plays a lifecycle of a month and gives its timeline, with ids that are the same each time.
func thirtyDays(t *testing.T) []string {
	a := opened(t)
	ctx := t.Context()
	a.must(a.Schedules.SetInterval(reminders, "rate(1 day)")) // each is due at the hour of the order
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.advance(5 * day)
	a.must(a.Ship(ctx, s.ID, "9400100000000000000001"))
	a.advance(6 * day)
	_, err = a.Tell(ctx, demo.News{EventID: "evt_1", Tracking: "9400100000000000000001", Status: "delivered", At: a.Clock.Now()})
	a.must(err)
	a.advance(18*day + 12*time.Hour)
	a.must(a.Publish(ctx, a.Creator, s.ID))
	a.advance(12 * time.Hour)

	page, err := demo.Get[contract.Page[contract.TimelineEntry]](ctx, a.Agency, "/v1/samples/"+s.ID+"/timeline?limit=100")
	a.must(err)
	replayed, err := replay(page.Items)
	a.must(err)
	if got := a.sample(s.ID); replayed.Status != got.Status || replayed.Version != got.Version || got.Status != sample.StatusCompleted {
		t.Fatalf("replayed %s, version %d; the sample is %s, version %d", replayed.Status, replayed.Version, got.Status, got.Version)
	}
	if status := a.executions("samplepath-sample-lifecycle")[s.ID]; status != states.Succeeded {
		t.Fatalf("the execution is %s", status)
	}
	var out []string
	for _, e := range page.Items {
		out = append(out, fmt.Sprintf("%s %s %s>%s %s %v", e.At.Sub(start), e.Type, e.From, e.To, e.By.Actor, e.Details["kind"]))
	}
	return out
}

// Features I1 and O3: a month passes in seconds, and gives the same timeline every time.
func TestThirtyDaysGiveTheSameTimelineEveryTime(t *testing.T) {
	t.Parallel()
	first := thirtyDays(t)
	want := []string{
		"0s sample.ordered >ready_to_ship agency ",
		"120h0m0s sample.labelled ready_to_ship>ready_to_ship seller ",
		"120h0m0s sample.dispatched ready_to_ship>shipped seller ",
		"264h0m0s sample.delivered shipped>delivered platform ",
		"312h0m0s sample.reminded delivered>delivered system confirm_receipt",
		"360h0m0s sample.reminded delivered>delivered system follow_up",
		"528h0m0s sample.reminded delivered>delivered system content_due_soon",
		"600h0m0s sample.reminded delivered>delivered system content_due",
		"672h0m0s sample.reminded delivered>delivered system content_overdue",
		"708h0m0s sample.posted delivered>posted creator ",
		"708h0m0s sample.completed posted>completed system ",
	}
	if !slices.Equal(first, want) {
		t.Fatalf("got\n%s\nwant\n%s", strings.Join(first, "\n"), strings.Join(want, "\n"))
	}
	if second := thirtyDays(t); !slices.Equal(first, second) {
		t.Fatalf("first\n%s\nthen\n%s", strings.Join(first, "\n"), strings.Join(second, "\n"))
	}
}

// Feature G7: an order that is not shipped in time is cancelled, and its place in the allocation is free again.
func TestUnshippedSampleIsCancelledAndReleased(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.quiet()
	s, err := a.Order(t.Context(), a.Creator)
	a.must(err)
	a.advance(15 * day)
	if got := a.sample(s.ID); got.Status != sample.StatusCancelled || got.Reason != "not_shipped_in_time" {
		t.Fatalf("the sample is %s: %s", got.Status, got.Reason)
	}
	if status := a.executions("samplepath-sample-lifecycle")[s.ID]; status != states.Succeeded {
		t.Fatalf("the execution is %s", status)
	}
	if got := a.available(); got != 10 {
		t.Fatalf("%d samples available, want all 10 again", got)
	}
}

// available is how many samples of the campaign's first product can be ordered.
func (a *app) available() int {
	a.Helper()
	page, err := demo.Get[contract.Page[contract.EligibleSample]](a.Context(), a.Agency,
		"/v1/campaigns/"+a.Campaign.Campaign.ID+"/creators/"+a.Creator.ActorID+"/eligible-samples")
	a.must(err)
	at := slices.IndexFunc(page.Items, func(e contract.EligibleSample) bool { return e.RegistrationID == a.Products[0].ID })
	return page.Items[at].Available
}

// Feature I7: no content after the final reminder.
func TestMissedContentRestrictsTheCreator(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.quiet()
	ctx := t.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	a.must(a.Ship(ctx, s.ID, "9400100000000000000002"))
	_, err = a.Tell(ctx, demo.News{EventID: "evt_1", Tracking: "9400100000000000000002", Status: "delivered", At: a.Clock.Now()})
	a.must(err)
	a.advance(21 * day)
	if got := a.sample(s.ID); got.Status != sample.StatusMissed {
		t.Fatalf("the sample is %s", got.Status)
	}
	_, err = demo.Post[contract.AgencySample](ctx, a.Agency, "/v1/samples", contract.OrderSampleRequest{
		CampaignID: a.Campaign.Campaign.ID, RegistrationID: a.Products[1].ID, CreatorID: a.Creator.ActorID,
	})
	if err == nil || !strings.Contains(err.Error(), sample.ErrCreatorRestricted.Code) {
		t.Fatalf("ordering for a restricted creator: %v", err)
	}
}

// Feature E5: a request reminds once and expires; it can be asked again.
func TestUnansweredRequestRemindsOnceAndExpires(t *testing.T) {
	t.Parallel()
	a := newApp(t)
	ctx := t.Context()
	a.must(a.Open(ctx))
	late := a.newCreator("@late")
	a.must(a.Promote(ctx, late))
	a.must(a.Ask(ctx, late))
	a.advance(8 * day)
	var told []string
	for _, n := range slices.Backward(a.inbox(late)) {
		told = append(told, string(n.Type))
	}
	if want := []string{"authorization.requested", "authorization.reminded", "authorization.expired"}; !slices.Equal(told, want) {
		t.Fatalf("the creator was told %v, want %v", told, want)
	}
	a.must(a.Ask(ctx, late))
	a.must(a.Accept(ctx, late))
	a.settle()
	executions := a.executions("samplepath-creator-authorization")
	if len(executions) != 2 {
		t.Fatalf("executions %v, want one for each request", executions)
	}
	for name, status := range executions {
		if status != states.Succeeded {
			t.Errorf("%s is %s", name, status)
		}
	}
}

// Feature H3: a status never moves back, and a word that is not known is kept.
func TestLateAndUnknownCarrierEventsMoveNothing(t *testing.T) {
	t.Parallel()
	a := opened(t)
	ctx := t.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	const tracking = "9400100000000000000003"
	a.must(a.Ship(ctx, s.ID, tracking))
	now := a.Clock.Now()
	for i, news := range []demo.News{
		{Status: "delivered", At: now}, {Status: "in_transit", At: now.Add(-time.Hour)}, {Status: "teleported", At: now},
		{Status: "out_for_delivery", At: now},
	} {
		news.EventID, news.Tracking = fmt.Sprintf("evt_%d", i), tracking
		if result, err := a.Tell(ctx, news); err != nil || result != "recorded" {
			t.Fatalf("%s: %s %v", news.Status, result, err)
		}
	}
	view := a.sample(s.ID)
	if view.Status != sample.StatusDelivered || len(view.Logistics) != 4 || view.Logistics[0].Status != "in_transit" {
		t.Fatalf("the sample is %s, its logistics %+v", view.Status, view.Logistics)
	}
	if result, err := a.Tell(ctx, demo.News{EventID: "evt_x", Tracking: "0000000000", Status: "delivered", At: now}); err != nil || result != "kept" {
		t.Fatalf("a stranger's parcel: %s %v", result, err)
	}
}
