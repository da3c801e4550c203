package sample_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"samplepath/shared/sample"
)

const ups = "1Z999AA10123456784"

// inParcel is a sample with the number on its label.
func inParcel(id, seller string, status sample.Status) sample.Sample {
	s := in(status)
	s.ID, s.SellerID = id, seller
	s.Shipment = &sample.Shipment{AttemptNumber: 1, Carrier: "UPS", TrackingNumber: ups}
	return s
}

func claimed(t *testing.T, p sample.Parcel, s sample.Sample, others []sample.Sample, at time.Time) sample.Parcel {
	t.Helper()
	next, err := p.Claim(s, others, at)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func fresh() sample.Parcel { return sample.Parcel{Tracking: sample.Tracking("UPS", ups)} }

// Feature H2: which samples keep a number from other sellers. A problem that was found inside has arrived; one that is missed
// has not.
func TestUntilWhenANumberIsTaken(t *testing.T) {
	taken := map[sample.Status]bool{sample.StatusReadyToShip: true, sample.StatusShipped: true, sample.StatusDeliveryException: true}
	for _, status := range []sample.Status{
		sample.StatusReadyToShip, sample.StatusShipped, sample.StatusDeliveryException, sample.StatusDelivered, sample.StatusReceived, sample.StatusPosted,
		sample.StatusCompleted, sample.StatusCancelled, sample.StatusLost, sample.StatusMissed, sample.StatusWrittenOff,
	} {
		theirs := inParcel("smp_1", "sel_1", status)
		p := claimed(t, fresh(), theirs, nil, ordered)
		_, err := p.Claim(inParcel("smp_2", "sel_2", sample.StatusReadyToShip), []sample.Sample{theirs}, ordered)
		if errors.Is(err, sample.ErrNumberTaken) != taken[status] {
			t.Errorf("with a sample that is %s: %v", status, err)
		}
	}
	for kind, taken := range map[sample.ExceptionKind]bool{sample.Missing: true, sample.Damaged: false, sample.WrongItem: false} {
		theirs := inParcel("smp_1", "sel_1", sample.StatusProblemReported)
		theirs.Exception = &sample.Exception{Kind: kind}
		p := claimed(t, fresh(), theirs, nil, ordered)
		_, err := p.Claim(inParcel("smp_2", "sel_2", sample.StatusReadyToShip), []sample.Sample{theirs}, ordered)
		if errors.Is(err, sample.ErrNumberTaken) != taken {
			t.Errorf("with a problem %s: %v", kind, err)
		}
	}
}

// A sample whose label has another number by now keeps nobody away, and what was kept for the number is the next seller's.
func TestASampleThatLeftItsParcelKeepsNobodyAway(t *testing.T) {
	theirs := inParcel("smp_1", "sel_1", sample.StatusShipped)
	p := claimed(t, fresh(), theirs, nil, ordered)
	theirs.Shipment = &sample.Shipment{AttemptNumber: 1, Carrier: "UPS", TrackingNumber: ups + "0"}
	p, _ = p.Keep(sample.News{ID: "1"}, late)
	p = claimed(t, p, inParcel("smp_2", "sel_2", sample.StatusReadyToShip), []sample.Sample{theirs}, late)
	if p.SellerID != "sel_2" || len(p.Samples) != 1 || p.Samples[0] != "smp_2" || len(p.News) != 1 || !p.Since.IsZero() {
		t.Errorf("%+v", p)
	}
}

// Feature H9: fifty samples share a parcel, and a label that is corrected takes no second place in it.
func TestHowManyShareAParcel(t *testing.T) {
	p := fresh()
	for n := range 50 {
		s := inParcel(fmt.Sprint("smp_", n), "sel_1", sample.StatusReadyToShip)
		p = claimed(t, claimed(t, p, s, nil, ordered), s, nil, ordered)
	}
	if len(p.Samples) != 50 {
		t.Errorf("%d samples", len(p.Samples))
	}
	if _, err := p.Claim(inParcel("smp_50", "sel_1", sample.StatusReadyToShip), nil, ordered); !errors.Is(err, sample.ErrParcelFull) {
		t.Errorf("one more: %v", err)
	}
}

// What was told before the present seller's parcel began stays of the one before, whatever becomes of the claim.
func TestNewsOfTheSellerBefore(t *testing.T) {
	theirs, ours := inParcel("smp_1", "sel_1", sample.StatusDelivered), inParcel("smp_2", "sel_2", sample.StatusReadyToShip)
	ours.OrderedAt = ordered
	began := ordered.AddDate(0, 0, 5)
	p := claimed(t, claimed(t, fresh(), theirs, nil, ordered), ours, []sample.Sample{theirs}, began)
	corrected := ours
	corrected.Shipment = nil
	runOut := began.AddDate(0, 0, 120)
	kept, _ := p.Keep(sample.News{ID: "1"}, runOut)
	for name, p := range map[string]sample.Parcel{
		"claimed": p, "run out": kept, "claimed from a wrong label": claimed(t, p, inParcel("smp_3", "sel_3", sample.StatusReadyToShip), []sample.Sample{corrected}, began),
	} {
		if p.Tells(ours, began.Add(-time.Second)) || !p.Tells(ours, began) {
			t.Errorf("%s: since %v", name, p.Since)
		}
	}
	if kept.SellerID != "" || len(kept.Samples) != 0 || p.Held(runOut) || !p.Held(runOut.Add(-time.Second)) {
		t.Errorf("run out: %+v", kept)
	}
	if p.Until != runOut.Unix() {
		t.Errorf("stored until %d, want %d", p.Until, runOut.Unix())
	}
}

// Carriers repeat what they know of a number: what happened before the order is of its last use, but for a day, since a
// carrier's time may be a local one.
func TestNewsOfTheLastUseOfANumber(t *testing.T) {
	s := inParcel("smp_1", "sel_1", sample.StatusReadyToShip)
	p := claimed(t, fresh(), s, nil, ordered)
	for before, want := range map[time.Duration]bool{0: true, 12 * time.Hour: true, 24 * time.Hour: true, 25 * time.Hour: false, 24 * 100 * time.Hour: false} {
		if got := p.Tells(s, s.OrderedAt.Add(-before)); got != want {
			t.Errorf("%s before the order: %t", before, got)
		}
	}
}

// Feature H10: news waits for thirty days.
func TestHowLongNewsIsKept(t *testing.T) {
	p, _ := fresh().Keep(sample.News{ID: "1"}, ordered)
	if _, added := p.Keep(sample.News{ID: "1"}, ordered); added {
		t.Error("kept twice")
	}
	s := inParcel("smp_1", "sel_1", sample.StatusReadyToShip)
	for after, want := range map[time.Duration]int{sample.KeptFor: 1, sample.KeptFor + time.Second: 0} {
		if got := len(claimed(t, p, s, nil, ordered.Add(after)).News); got != want {
			t.Errorf("%d reports after %s, want %d", got, after, want)
		}
	}
}
