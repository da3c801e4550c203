package sample_test

import (
	"errors"
	"testing"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
)

func report(t *testing.T, s sample.Sample, means sample.Status, word string, at, now time.Time) (sample.Sample, event.Type) {
	t.Helper()
	next, kind, err := sample.Report(s, sample.CarrierNews{Means: means, Status: word, At: at}, now)
	if err != nil {
		t.Fatal(err)
	}
	return next, kind
}

// Feature H3: news that comes late is kept, and moves nothing back, neither the status nor the shipment's own word.
func TestLateNewsMovesNothingBack(t *testing.T) {
	s, _ := report(t, in(sample.StatusShipped), sample.StatusDelivered, "delivered", delivered, late)
	after, kind := report(t, s, sample.StatusShipped, "in_transit", delivered.Add(-time.Hour), late)
	if kind != sample.EventCarrier || after.Status != sample.StatusDelivered || after.Shipment.CarrierStatus != "delivered" || !after.Shipment.CarrierAt.Equal(delivered) {
		t.Fatalf("%s: %s, %+v", kind, after.Status, after.Shipment)
	}
	if !after.DeliveredAt.Equal(delivered) || !after.ContentDueAt.Equal(*s.ContentDueAt) {
		t.Fatalf("delivered %s, due %s", after.DeliveredAt, after.ContentDueAt)
	}
	again, kind := report(t, after, sample.StatusDelivered, "delivered", delivered.Add(time.Hour), late)
	if kind != sample.EventCarrier || !again.DeliveredAt.Equal(delivered) {
		t.Fatalf("delivered a second time: %s at %s", kind, again.DeliveredAt)
	}
}

func TestUnknownWordsAreKept(t *testing.T) {
	after, kind := report(t, in(sample.StatusShipped), "", "held_by_customs", delivered, late)
	if kind != sample.EventCarrier || after.Status != sample.StatusShipped || after.Shipment.CarrierStatus != "held_by_customs" || !after.Shipment.CarrierAt.Equal(delivered) {
		t.Fatalf("%s: %s, %+v", kind, after.Status, after.Shipment)
	}
}

// A carrier's clock is believed only between the order and now.
func TestDeliveryTimes(t *testing.T) {
	for name, test := range map[string]struct{ told, want time.Time }{
		"as told":          {delivered, delivered},
		"in the future":    {late.Add(time.Hour), late},
		"before the order": {ordered.Add(-time.Hour), late},
		"at the order":     {ordered, ordered},
	} {
		after, kind := report(t, in(sample.StatusShipped), sample.StatusDelivered, "delivered", test.told, late)
		if kind != sample.EventDelivered || !after.DeliveredAt.Equal(test.want) || !after.ContentDueAt.Equal(test.want.AddDate(0, 0, 14)) {
			t.Errorf("%s: delivered %s, due %s", name, after.DeliveredAt, after.ContentDueAt)
		}
	}
}

// A carrier may be quicker than the seller's own word: that it has the parcel is believed.
func TestCarrierBeforeTheDispatch(t *testing.T) {
	if after, kind := report(t, in(sample.StatusReadyToShip), sample.StatusReadyToShip, "pre_transit", delivered, late); kind != sample.EventCarrier || after.Status != sample.StatusReadyToShip {
		t.Errorf("pre-transit: %s %s", kind, after.Status)
	}
	shipped, kind := report(t, in(sample.StatusReadyToShip), sample.StatusShipped, "in_transit", delivered, late)
	if kind != sample.EventShipped || shipped.Status != sample.StatusShipped {
		t.Errorf("in transit: %s %s", kind, shipped.Status)
	}
}

// Features H2, H3: a number on a label is no proof of whose parcel it is, so nothing that a carrier tells delivers a sample
// before its seller has recorded the dispatch. It is kept as news, and counts from the dispatch on.
func TestNoDeliveryBeforeTheDispatch(t *testing.T) {
	for _, from := range []sample.Status{sample.StatusReadyToShip, sample.StatusShipped, sample.StatusDeliveryException} {
		before := undispatched(in(from))
		after, kind := report(t, before, sample.StatusDelivered, "delivered", delivered.Add(time.Hour), late)
		if kind != sample.EventCarrier || after.Status != from || after.DeliveredAt != nil {
			t.Errorf("%s: %s, %s", from, kind, after.Status)
		}
		if !sample.Premature(before, sample.CarrierNews{Means: sample.StatusDelivered}) || sample.Premature(before, sample.CarrierNews{Means: sample.StatusShipped}) {
			t.Errorf("%s: which news is premature", from)
		}
		left, err := sample.Dispatch(after, "dock", []string{"serum"}, late)
		if err != nil || !left.Dispatched() {
			t.Fatalf("%s: dispatched: %+v %v", from, left.Shipment, err)
		}
		if there, kind := report(t, left, sample.StatusDelivered, "delivered", delivered.Add(time.Hour), late); kind != sample.EventDelivered || there.Status != sample.StatusDelivered {
			t.Errorf("%s: after the dispatch: %s, %s", from, kind, there.Status)
		}
		if _, err := sample.Dispatch(left, "dock", []string{"serum"}, late); !errors.Is(err, sample.ErrMove) {
			t.Errorf("%s: dispatched twice: %v", from, err)
		}
	}
}

// Feature H6: a creator may be quicker than the carrier's word, too.
func TestReceiptBeforeTheDelivery(t *testing.T) {
	got, err := sample.Receive(in(sample.StatusShipped), "intact", delivered)
	if err != nil || !got.DeliveredAt.Equal(delivered) || !got.ReceivedAt.Equal(delivered) || !got.ContentDueAt.Equal(delivered.AddDate(0, 0, 14)) {
		t.Fatalf("%+v %v", got, err)
	}
	after, kind := report(t, got, sample.StatusDelivered, "delivered", delivered.Add(-time.Hour), late)
	if kind != sample.EventCarrier || after.Status != sample.StatusReceived || !after.DeliveredAt.Equal(delivered) {
		t.Fatalf("%s: %s %s", kind, after.Status, after.DeliveredAt)
	}
}
