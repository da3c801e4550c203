package table_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
)

// claim is what a label changes: its parcel, before and after.
func (w *world) claim(labelled sample.Sample, at time.Time) (parcel, claimed sample.Parcel, err error) {
	w.Helper()
	parcel, _, err = samples.Parcel(w.Context(), w.table, labelled.Shipment.Carrier, labelled.Shipment.TrackingNumber, "")
	if err != nil {
		w.Fatal(err)
	}
	claimed, err = samples.Claim(w.Context(), w.table, parcel, labelled, at)
	return parcel, claimed, err
}

func (w *world) recordLabel(before, after sample.Sample, kind event.Type, at time.Time) {
	w.Helper()
	parcel, claimed, err := w.claim(after, at)
	if err != nil {
		w.Fatal(err)
	}
	w.commit(samples.LabelRecorded(before, after, parcel, claimed, changed(before, after, kind)))
}

// label records a label of a sample some hours after the start.
func (w *world) label(s sample.Sample, carrier, number string, hours int) sample.Sample {
	w.Helper()
	at := start.Add(time.Duration(hours) * time.Hour)
	next, kind, err := sample.Label(s, sample.Shipment{Carrier: carrier, TrackingNumber: number}, at)
	if err != nil {
		w.Fatal(err)
	}
	w.recordLabel(s, next, kind, at)
	return next
}

// refuseLabel is label where it must not be recorded.
func (w *world) refuseLabel(s sample.Sample, carrier, number string, hours int) {
	w.Helper()
	at := start.Add(time.Duration(hours) * time.Hour)
	next, _, err := sample.Label(s, sample.Shipment{Carrier: carrier, TrackingNumber: number}, at)
	if err != nil {
		w.Fatal(err)
	}
	if _, _, err := w.claim(next, at); !errors.Is(err, sample.ErrNumberTaken) {
		w.Errorf("%s %s after %d hours: %v, want it taken", carrier, number, hours, err)
	}
}

// deliver is the carrier's word that a sample is there.
func (w *world) deliver(s sample.Sample) sample.Sample {
	w.Helper()
	at := start.Add(90 * time.Hour)
	left, err := sample.Dispatch(s, "dock", []string{"serum"}, at)
	if err != nil {
		w.Fatal(err)
	}
	w.commit(samples.Changed(s, left, changed(s, left, sample.EventDispatched)))
	s = left
	next, kind, err := sample.Report(s, sample.CarrierNews{Means: sample.StatusDelivered, Status: "delivered", At: at}, at)
	if err != nil {
		w.Fatal(err)
	}
	w.commit(samples.Changed(s, next, changed(s, next, kind)))
	return next
}

func (w *world) wantParcel(carrier, number string, want ...string) {
	w.Helper()
	_, ordered, err := samples.Parcel(w.Context(), w.table, carrier, number, "")
	var got []string
	for _, s := range ordered {
		got = append(got, s.ID)
	}
	if err != nil || !slices.Equal(got, want) {
		w.Errorf("%s %s finds %v %v, want %v", carrier, number, got, err, want)
	}
}

// of is a sample of a seller, ready to ship.
func (w *world) of(sellerID string) sample.Sample {
	w.Helper()
	return w.put(0, sample.StatusReadyToShip, func(s *sample.Sample) { s.SellerID = sellerID })
}

const upsNumber = "1Z999AA10123456784"

// Features H2, H9: a number is its first seller's while the parcel is under way, for as many samples as travel in it, and
// free for others when all are there.
func TestANumberIsItsFirstSellersWhileUnderWay(t *testing.T) {
	w := newWorld(t, 100, 0)
	w.wantParcel("UPS", upsNumber)
	first, second, stranger := w.of("sel_1"), w.of("sel_1"), w.of("sel_2")
	first = w.label(first, "UPS", upsNumber, 1)
	w.refuseLabel(stranger, "ups", "1z999aa1 0123456784", 2)
	w.label(stranger, "FedEx", upsNumber, 2)
	second = w.label(second, "ups_walleted", upsNumber, 2)
	w.wantParcel("UPS", upsNumber, first.ID, second.ID)
	w.deliver(first)
	another := w.of("sel_2")
	w.refuseLabel(another, "UPS", upsNumber, 100)
	w.deliver(second)
	another = w.label(another, "UPS", upsNumber, 100)
	w.wantParcel("UPS", upsNumber, another.ID)
}

// Carriers use numbers again after months: then it is free whatever became of the parcel.
func TestANumberIsFreeAfterMonths(t *testing.T) {
	w := newWorld(t, 100, 0)
	lost := w.label(w.of("sel_1"), "UPS", upsNumber, 0)
	w.wantParcel("UPS", upsNumber, lost.ID)
	w.refuseLabel(w.of("sel_2"), "UPS", upsNumber, 120*24-1)
	s := w.label(w.of("sel_2"), "UPS", upsNumber, 120*24)
	w.wantParcel("UPS", upsNumber, s.ID)
}

// A label that was replaced gives its number back: its news is not of this sample, and others may record it.
func TestReplacedLabelsGiveTheirNumbersBack(t *testing.T) {
	w := newWorld(t, 100, 0)
	s, beside := w.label(w.of("sel_1"), "USPS", "940011", 1), w.label(w.of("sel_1"), "USPS", "940011", 1)
	s = w.label(s, "USPS", "940012", 2)
	w.wantParcel("USPS", "940011", beside.ID)
	w.wantParcel("USPS", "940012", s.ID)
	w.refuseLabel(w.of("sel_2"), "USPS", "940011", 3)
	w.label(beside, "USPS", "940013", 3)
	other := w.label(w.of("sel_2"), "USPS", "940011", 4)
	w.wantParcel("USPS", "940011", other.ID)
}

// Two sellers record one number at the same moment: one of them gets it, whoever read first.
func TestANumberIsClaimedOnce(t *testing.T) {
	w := newWorld(t, 100, 0)
	var changes []table.Change
	claimed := func(s sample.Sample) table.Change {
		next, kind, err := sample.Label(s, sample.Shipment{Carrier: "UPS", TrackingNumber: upsNumber}, start)
		if err != nil {
			t.Fatal(err)
		}
		parcel, claimed, err := w.claim(next, start)
		if err != nil {
			t.Fatal(err)
		}
		return samples.LabelRecorded(s, next, parcel, claimed, changed(s, next, kind))
	}
	for _, seller := range []string{"sel_1", "sel_2", "sel_1"} {
		changes = append(changes, claimed(w.of(seller)))
	}
	for i, want := range []error{nil, table.ErrChanged, table.ErrChanged} {
		if err := w.table.Commit(t.Context(), changes[i]); !errors.Is(err, want) {
			t.Errorf("label %d: %v, want %v", i, err, want)
		}
	}
	changes = nil
	for range 2 { // further samples of the first seller
		changes = append(changes, claimed(w.of("sel_1")))
	}
	for i, want := range []error{nil, table.ErrChanged} {
		if err := w.table.Commit(t.Context(), changes[i]); !errors.Is(err, want) {
			t.Errorf("a further label %d: %v, want %v", i, err, want)
		}
	}
}
