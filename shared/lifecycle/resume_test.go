package lifecycle_test

import (
	"testing"
	"time"

	"samplepath/shared/lifecycle"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/workflow"
)

// Feature O2: the wait at which a sample stands has what is left of it, those to come have all of theirs. A row is a
// status, a column a wait; 0 stands for the whole time.
func TestResumeLeavesThePresentWaitItsRest(t *testing.T) {
	const day = 24 * 3600
	p := policy.Default
	at := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	now := at.AddDate(0, 0, 5)
	rest := func(days int) int { return (days - 5) * day }
	for status, want := range map[sample.Status][4]int{
		sample.StatusReadyToShip:       {rest(p.ShipByDays)},
		sample.StatusShipped:           {1: rest(p.DeliverByDays)},
		sample.StatusDelivered:         {2: rest(p.ContentDays + p.MissedDays)},
		sample.StatusReceived:          {2: rest(p.ContentDays + p.MissedDays)},
		sample.StatusDeliveryException: {3: rest(p.ResolveDays)},
		sample.StatusProblemReported:   {3: rest(p.ResolveDays)},
		sample.StatusPosted:            {},

		sample.StatusAwaitingAuthorization: {},
	} {
		due := at.AddDate(0, 0, p.ContentDays)
		s := sample.Sample{ID: "smp_1", Status: status, OrderedAt: at, ContentDueAt: &due, Shipment: &sample.Shipment{DispatchedAt: &at}, Exception: &sample.Exception{At: at}}
		for i, whole := range []int{p.ShipByDays, p.DeliverByDays, p.ContentDays + p.MissedDays, p.ResolveDays} {
			if want[i] == 0 {
				want[i] = whole * day
			}
		}
		got := lifecycle.Resume(s, now)
		if got != (workflow.SampleLifecycleInput{
			SampleID: "smp_1", AuthorizationSeconds: (p.AnswerDays + 1) * day, ShipmentSeconds: want[0], DeliverySeconds: want[1], ReceiptSeconds: want[2], ContentSeconds: want[2], ResolutionSeconds: want[3],
		}) {
			t.Errorf("%s: %+v, want %v", status, got, want)
		}
		if overdue := lifecycle.Resume(s, now.AddDate(1, 0, 0)); min(overdue.ShipmentSeconds, overdue.DeliverySeconds, overdue.ReceiptSeconds, overdue.ResolutionSeconds) < 1 {
			t.Errorf("%s, overdue: %+v", status, overdue)
		}
	}
	reshipped := at.AddDate(0, 0, 3)
	again := sample.Sample{Status: sample.StatusReadyToShip, OrderedAt: at, Reships: 1, ReshippedAt: &reshipped}
	if got := lifecycle.Resume(again, now).ShipmentSeconds; got != (p.ShipByDays-2)*day {
		t.Errorf("sent again: %d s for the shipment", got)
	}
}
