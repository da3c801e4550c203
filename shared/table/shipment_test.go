package table_test

import (
	"testing"
	"time"

	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/table"
)

// label records a label of a sample some hours after the start.
func (w *world) label(s sample.Sample, carrier, number string, hours int) sample.Sample {
	w.Helper()
	next, kind, err := sample.Label(s, sample.Shipment{Carrier: carrier, TrackingNumber: number}, start.Add(time.Duration(hours)*time.Hour))
	if err != nil {
		w.Fatal(err)
	}
	w.commit(table.LabelRecorded(s, next, changed(s, next, kind)))
	return next
}

// deliver is the carrier's word that a sample is there.
func (w *world) deliver(s sample.Sample) sample.Sample {
	w.Helper()
	at := start.Add(90 * time.Hour)
	left, err := sample.Dispatch(s, "dock", []string{"serum"}, at)
	if err != nil {
		w.Fatal(err)
	}
	w.commit(table.SampleChanged(s, left, changed(s, left, sample.EventDispatched)))
	s = left
	next, kind, err := sample.Report(s, sample.CarrierNews{Means: sample.Delivered, Status: "delivered", At: at}, policy.Default, at)
	if err != nil {
		w.Fatal(err)
	}
	w.commit(table.SampleChanged(s, next, changed(s, next, kind)))
	return next
}

func (w *world) wantTracked(carrier, number, want string) {
	w.Helper()
	s, ok, err := w.table.Tracked(w.Context(), carrier, number)
	if err != nil || ok != (want != "") || s.ID != want {
		w.Errorf("%s %s finds %q %t %v, want %q", carrier, number, s.ID, ok, err, want)
	}
}

// Carriers use their numbers again: the newest shipment under way is meant, else the newest (design, section 7).
func TestReusedTrackingNumbers(t *testing.T) {
	w := newWorld(t, 100, 0)
	const number = "1Z999AA10123456784"
	w.wantTracked("UPS", number, "")
	older := w.label(w.put(0, sample.ReadyToShip, nil), "UPS", number, 1)
	w.wantTracked("UPS", number, older.ID)
	newer := w.label(w.put(0, sample.ReadyToShip, nil), "UPS", number, 2)
	w.wantTracked("UPS", number, newer.ID)
	w.wantTracked("FedEx", number, "")
	w.wantTracked("UPS", number+"0", "")
	newer = w.deliver(newer)
	w.wantTracked("UPS", number, older.ID)
	w.deliver(older)
	w.wantTracked("UPS", number, newer.ID)
}

// People type numbers as they like; carriers write them as they like.
func TestTrackingNumbersInEitherCase(t *testing.T) {
	w := newWorld(t, 100, 0)
	s := w.label(w.put(0, sample.ReadyToShip, nil), "ups", "1z999aa10123456784", 1)
	w.wantTracked("UPS", "1Z999AA10123456784", s.ID)
}

// A label that was replaced finds nothing any more: what its carrier says is not of this sample.
func TestReplacedLabels(t *testing.T) {
	w := newWorld(t, 100, 0)
	s := w.label(w.put(0, sample.ReadyToShip, nil), "USPS", "94001", 1)
	s = w.label(s, "USPS", "94002", 2)
	w.wantTracked("USPS", "94001", "")
	w.wantTracked("USPS", "94002", s.ID)
}
