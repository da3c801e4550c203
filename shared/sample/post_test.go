package sample_test

import (
	"testing"

	"samplepath/shared/policy"
	"samplepath/shared/sample"
)

// Feature I3: content proves the arrival of a sample that nobody has heard delivered. What the carrier says later stays on
// the timeline and moves nothing.
func TestAPostProvesTheArrival(t *testing.T) {
	published := ordered.AddDate(0, 0, 2)
	for _, status := range []sample.Status{sample.StatusShipped, sample.StatusDeliveryException, sample.StatusProblemReported} {
		s, err := sample.Post(in(status), sample.Content{Kind: sample.Video, PublishedAt: published}, late)
		if err != nil {
			t.Fatalf("%s: %v", status, err)
		}
		if s.DeliveredAt == nil || !s.DeliveredAt.Equal(published) {
			t.Errorf("%s: delivered at %v, want %s", status, s.DeliveredAt, published)
		}
		if due := published.Add(policy.Days(p.ContentDays)); s.ContentDueAt == nil || !s.ContentDueAt.Equal(due) {
			t.Errorf("%s: due at %v, want %s", status, s.ContentDueAt, due)
		}
		if s.NextReminderAt != nil || s.Exception != nil {
			t.Errorf("%s: reminded at %v, exception %+v", status, s.NextReminderAt, s.Exception)
		}
		told, kind, err := sample.Report(s, sample.CarrierNews{Means: sample.StatusDelivered, Status: "delivered", At: late}, late)
		if err != nil || kind != sample.EventCarrier || told.Status != sample.StatusPosted || !told.DeliveredAt.Equal(published) || told.Shipment.CarrierStatus != "delivered" {
			t.Errorf("%s, and the carrier's word of the delivery: %s %+v %v", status, kind, told, err)
		}
		failed, kind, err := sample.Report(s, sample.CarrierNews{Exception: sample.LostInTransit, Status: "lost", At: late}, late)
		if err != nil || kind != sample.EventCarrier || failed.Status != sample.StatusPosted {
			t.Errorf("%s, and the carrier's word of a loss: %s %+v %v", status, kind, failed, err)
		}
	}
}

// What is known of the delivery stands.
func TestAPostLeavesAKnownDeliveryAlone(t *testing.T) {
	before := in(sample.StatusReceived)
	s, err := sample.Post(before, sample.Content{Kind: sample.Video, PublishedAt: late}, late)
	if err != nil || !s.DeliveredAt.Equal(delivered) || !s.ContentDueAt.Equal(*before.ContentDueAt) {
		t.Fatalf("%+v %v", s, err)
	}
}
