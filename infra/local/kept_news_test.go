package local_test

import (
	"testing"
	"time"

	"samplepath/infra/local/demo"
	"samplepath/shared/sample"
)

// tell sends a carrier's event.
func (a *app) tell(want string, news demo.News) {
	a.Helper()
	got, err := a.Tell(a.Context(), news)
	a.must(err)
	if got != want {
		a.Fatalf("%s of %s is %s, want %s", news.Status, news.Tracking, got, want)
	}
}

// Feature H10: what the carrier and the platform tell before the label, the dispatch and the link is applied when these are
// recorded, in its order, and the workflow follows.
func TestNewsBeforeItsLabelAndItsLink(t *testing.T) {
	t.Parallel()
	a := opened(t)
	a.quiet()
	ctx := t.Context()
	s, err := a.Order(ctx, a.Creator)
	a.must(err)
	const tracking = "9400100000000000000061"
	a.advance(2 * day)
	now := a.Clock.Now()
	a.tell("kept", demo.News{EventID: "evt_2", Tracking: tracking, Status: "delivered", At: now})
	a.tell("kept", demo.News{EventID: "evt_1", Tracking: tracking, Status: "in_transit", At: now.Add(-day)})
	a.tell("duplicate", demo.News{EventID: "evt_1", Tracking: tracking, Status: "in_transit", At: now.Add(-day)})
	topic, data := demo.Status(application, "COMPLETED")
	a.says("kept", "1", topic, data)
	a.advance(time.Hour)
	a.must(a.Ship(ctx, s.ID, tracking))
	a.settle()
	a.inState(s.ID, "Await receipt")
	view := a.sample(s.ID)
	if view.Status != sample.StatusDelivered || !view.DeliveredAt.Equal(now) || len(view.Logistics) != 2 || view.Logistics[0].Status != "in_transit" {
		t.Fatalf("%s, delivered %v, logistics %+v", view.Status, view.DeliveredAt, view.Logistics)
	}
	a.tell("duplicate", demo.News{EventID: "evt_2", Tracking: tracking, Status: "delivered", At: now})
	a.must(a.Link(ctx, s.ID, application))
	a.settle()
	if got := a.sample(s.ID); got.Status != sample.StatusCompleted || len(got.Content) != 1 {
		t.Errorf("after the link it is %s, %+v", got.Status, got.Content)
	}
	a.says("duplicate", "1", topic, data)
}
