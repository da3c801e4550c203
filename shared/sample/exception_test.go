package sample_test

import (
	"errors"
	"testing"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
)

func trouble(t *testing.T, s sample.Sample, kind sample.ExceptionKind, at time.Time) (sample.Sample, event.Type) {
	t.Helper()
	next, made, err := sample.Report(s, sample.CarrierNews{Exception: kind, Status: "failure", At: at}, at)
	if err != nil {
		t.Fatal(err)
	}
	return next, made
}

// Feature H5: a failed delivery diverts at once; the same again is only kept; a worse word changes what it is; a delivery
// that comes later resolves it by itself, an older one does not.
func TestDeliveryException(t *testing.T) {
	s, kind := trouble(t, in(sample.StatusShipped), sample.DeliveryFailed, delivered)
	if kind != sample.EventException || s.Status != sample.StatusDeliveryException || s.Exception.Kind != sample.DeliveryFailed {
		t.Fatalf("%s: %+v", kind, s)
	}
	if _, kind := trouble(t, s, sample.DeliveryFailed, delivered.Add(time.Hour)); kind != sample.EventCarrier {
		t.Errorf("the same again: %s", kind)
	}
	if worse, kind := trouble(t, s, sample.ReturnedToSender, delivered.Add(time.Hour)); kind != sample.EventException || worse.Exception.Kind != sample.ReturnedToSender {
		t.Errorf("worse: %s %+v", kind, worse.Exception)
	}
	if after, kind := report(t, s, sample.StatusDelivered, "delivered", delivered.Add(-time.Hour), late); kind != sample.EventCarrier || after.Status != sample.StatusDeliveryException {
		t.Errorf("an older delivery: %s", kind)
	}
	after, kind := report(t, s, sample.StatusDelivered, "delivered", delivered.Add(time.Hour), late)
	if kind != sample.EventDelivered || after.Exception != nil || after.ContentDueAt == nil || after.NextReminderAt == nil {
		t.Errorf("delivered after all: %s %+v", kind, after)
	}
}

// Features H3, H5: an exception that is told late diverts nothing.
func TestLateExceptionDivertsNothing(t *testing.T) {
	s, _ := report(t, in(sample.StatusShipped), "", "out_for_delivery", delivered, late)
	if after, kind := trouble(t, s, sample.DeliveryFailed, delivered.Add(-time.Hour)); kind != sample.EventCarrier || after.Status != sample.StatusShipped {
		t.Errorf("late: %s", kind)
	}
	for _, at := range []time.Time{delivered.Add(-time.Hour), delivered} {
		if after, kind := trouble(t, deliver(t), sample.ReturnedToSender, at); kind != sample.EventCarrier || after.Status != sample.StatusDelivered {
			t.Errorf("not after the delivery: %s", kind)
		}
	}
}

// Feature H5: a delivery turns out wrong. The sample is diverted, its time and its reminders end, and begin anew when it is
// delivered after all. What the creator has confirmed is not undone.
func TestExceptionAfterADelivery(t *testing.T) {
	for _, what := range []sample.ExceptionKind{sample.ReturnedToSender, sample.LostInTransit, sample.DeliveryFailed} {
		s, kind := trouble(t, deliver(t), what, delivered.Add(time.Hour))
		if kind != sample.EventException || s.Status != sample.StatusDeliveryException || s.Exception.Kind != what {
			t.Fatalf("%s: %s, %s, %+v", what, kind, s.Status, s.Exception)
		}
		if s.DeliveredAt != nil || s.ContentDueAt != nil || s.NextReminderAt != nil {
			t.Errorf("%s: delivered %v, due %v, next reminder %v", what, s.DeliveredAt, s.ContentDueAt, s.NextReminderAt)
		}
		again, kind := report(t, s, sample.StatusDelivered, "delivered", delivered.Add(48*time.Hour), late)
		if kind != sample.EventDelivered || !again.DeliveredAt.Equal(delivered.Add(48*time.Hour)) || again.NextReminderAt == nil {
			t.Errorf("%s: delivered after all: %s %+v", what, kind, again)
		}
	}
	confirmed, err := sample.Receive(deliver(t), "intact", delivered.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	if after, kind := trouble(t, confirmed, sample.ReturnedToSender, delivered.Add(2*time.Hour)); kind != sample.EventCarrier || after.NextReminderAt == nil {
		t.Errorf("after the confirmation: %s", kind)
	}
}

// Feature H6: reminders pause; a carrier's delivery does not settle what the creator reports, the creator's receipt does.
func TestReportedProblem(t *testing.T) {
	for name, found := range map[string]sample.Exception{"no photo": {Kind: sample.Damaged}, "no SKU": {Kind: sample.WrongItem}} {
		if _, err := sample.ReportProblem(deliver(t), found, late); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	s, err := sample.ReportProblem(deliver(t), sample.Exception{Kind: sample.Missing}, delivered.Add(time.Hour))
	if err != nil || s.Status != sample.StatusProblemReported || s.NextReminderAt != nil {
		t.Fatalf("%+v %v", s, err)
	}
	if after, kind := report(t, s, sample.StatusDelivered, "delivered", late, late); kind != sample.EventCarrier || after.Status != sample.StatusProblemReported {
		t.Errorf("delivered: %s", kind)
	}
	found, err := sample.Receive(s, "intact", delivered.Add(2*time.Hour))
	if err != nil || found.Status != sample.StatusReceived || found.Exception != nil || found.NextReminderAt == nil {
		t.Errorf("found: %+v %v", found, err)
	}
}

// Feature H7: up to the policy's number, each attempt with its own label and number; everything begins anew, and the
// carrier's news of the parcel before moves nothing.
func TestReship(t *testing.T) {
	s, _ := follow(t, deliver(t), delivered, time.Hour, 12)
	var err error
	for n := range p.Reships {
		if s, err = sample.ReportProblem(s, sample.Exception{Kind: sample.Missing}, late); err != nil {
			t.Fatal(err)
		}
		if s, err = sample.Reship(s, "adr_2", late); err != nil {
			t.Fatal(err)
		}
		if s.Status != sample.StatusReadyToShip || s.AddressID != "adr_2" || s.Exception != nil || s.LastReminder != "" || s.DeliveredAt != nil || s.Shipment.Failed != sample.Missing {
			t.Fatalf("%+v", s)
		}
		if _, err := sample.Dispatch(s, "dock", nil, late); !errors.Is(err, sample.ErrNoLabel) {
			t.Fatalf("dispatched with the old label: %v", err)
		}
		for _, told := range news {
			told.At = late
			if after, kind, err := sample.Report(s, told, late); err != nil || kind != sample.EventCarrier || after.Status != sample.StatusReadyToShip {
				t.Errorf("news of the parcel before: %s %v", kind, err)
			}
		}
		s, _, err = sample.Label(s, sample.Shipment{Carrier: "UPS", TrackingNumber: "1Z"}, late)
		if err != nil || s.Shipment.AttemptNumber != n+2 {
			t.Fatalf("%+v %v", s.Shipment, err)
		}
		if s, err = sample.Dispatch(s, "dock", []string{"serum"}, late); err != nil {
			t.Fatal(err)
		}
		s, _ = report(t, s, sample.StatusDelivered, "delivered", late, late)
		if _, got := follow(t, s, late, 24*time.Hour, 80); len(got) != len(whole) {
			t.Errorf("reminders of attempt %d: %v", n+2, got)
		}
	}
	s, _ = sample.ReportProblem(s, sample.Exception{Kind: sample.Missing}, late)
	if _, err := sample.Reship(s, "adr_2", late); !errors.Is(err, sample.ErrReshipsUsedUp) {
		t.Fatalf("once more: %v", err)
	}
}

// Features H5, H7: what happened to the parcel on its way never counts against the creator, whatever the agency ticks. What
// the creator does with one that arrived counts, unless the agency excuses it.
func TestClose(t *testing.T) {
	arrived, underWay := deliver(t), in(sample.StatusShipped)
	underWay.DeliveredAt = nil
	carrier := func(s sample.Sample, kind sample.ExceptionKind) sample.Sample {
		next, _ := trouble(t, s, kind, late)
		return next
	}
	creator := func(s sample.Sample, kind sample.ExceptionKind) sample.Sample {
		next, err := sample.ReportProblem(s, sample.Exception{Kind: kind, Photos: []string{"https://example.com/1.jpg"}, SKU: "GLOW-30"}, late)
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	for name, test := range map[string]struct {
		s       sample.Sample
		outcome sample.Closing
		excuse  sample.Excuse // without that of the agency
	}{
		"lost by the carrier":                                  {carrier(underWay, sample.LostInTransit), "lost", "lost"},
		"lost after a delivery, by the carrier":                {carrier(arrived, sample.LostInTransit), "lost", "lost"},
		"lost by the carrier, and its creator does not answer": {carrier(underWay, sample.LostInTransit), "creator_unreachable", "lost"},
		"could not be delivered, then lost":                    {carrier(underWay, sample.DeliveryFailed), "lost", "lost"},
		"missed by the creator, delivered":                     {creator(arrived, sample.Missing), "lost", "lost"},
		"missed by the creator, never delivered":               {creator(underWay, sample.Missing), "creator_unreachable", "lost"},
		"returned by the carrier":                              {carrier(underWay, sample.ReturnedToSender), "returned", "returned"},
		"returned by the carrier after a delivery":             {carrier(arrived, sample.ReturnedToSender), "returned", "returned"},
		"damaged on the way, by the carrier":                   {carrier(underWay, sample.DeliveryFailed), "damaged", "damaged"},
		"damaged, by the carrier after a delivery":             {carrier(arrived, sample.DeliveryFailed), "damaged", "damaged"},
		"damaged, and nobody told of a delivery":               {creator(underWay, sample.Damaged), "damaged", "damaged"},
		"returned, and nobody told of a delivery":              {creator(underWay, sample.WrongItem), "returned", "returned"},
		"damaged, says its creator":                            {creator(arrived, sample.Damaged), "damaged", ""},
		"returned by its creator":                              {creator(arrived, sample.WrongItem), "returned", ""},
		"nobody was there to take it":                          {carrier(underWay, sample.DeliveryFailed), "creator_unreachable", ""},
		"nobody fetched it, so it came back":                   {carrier(underWay, sample.ReturnedToSender), "creator_unreachable", ""},
		"delivered, missed, and no answer any more":            {creator(arrived, sample.Missing), "creator_unreachable", ""},
	} {
		status := sample.StatusWrittenOff
		if test.outcome == sample.ClosedLost {
			status = sample.StatusLost
		}
		closed, _, err := sample.Close(test.s, test.outcome, false)
		if err != nil || closed.Status != status || closed.Reason != string(test.outcome) {
			t.Errorf("%s: %s, reason %q, %v", name, closed.Status, closed.Reason, err)
		}
		if closed.Excuse != test.excuse || closed.CountsAgainstCreator() != (test.excuse == "") {
			t.Errorf("%s: excuse %q, want %q; it counts against the creator: %v", name, closed.Excuse, test.excuse, closed.CountsAgainstCreator())
		}
		want := test.excuse
		if want == "" {
			want = sample.Excuse(test.outcome)
		}
		if excused, _, err := sample.Close(test.s, test.outcome, true); err != nil || excused.Excuse != want || excused.CountsAgainstCreator() {
			t.Errorf("%s, excused: %q, want %q, %v", name, excused.Excuse, want, err)
		}
	}
	if _, _, err := sample.Close(in(sample.StatusShipped), "lost", true); !errors.Is(err, sample.ErrMove) {
		t.Errorf("without an exception: %v", err)
	}
	if s, err := sample.GiveUp(in(sample.StatusDeliveryException)); err != nil || s.Status != sample.StatusLost || s.Excuse != sample.ExcuseLost {
		t.Errorf("given up: %+v %v", s, err)
	}
	if s, err := sample.Lose(in(sample.StatusShipped)); err != nil || s.Status != sample.StatusLost || s.Excuse != sample.ExcuseLost {
		t.Errorf("never delivered: %+v %v", s, err)
	}
}
