package sample_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

var firstLabel = sample.Shipment{
	Carrier: "USPS", ServiceLevel: "Priority", TrackingNumber: "940011", Cost: registration.Money{Amount: 499, Currency: "USD"}, AttemptNumber: 9,
}

// unlabelled is a sample that nobody has recorded a label of.
func unlabelled() sample.Sample {
	s := in(sample.StatusReadyToShip)
	s.Shipment = nil
	return s
}

func labelled(t *testing.T) sample.Sample {
	t.Helper()
	s, kind, err := sample.Label(unlabelled(), firstLabel, late)
	if err != nil || kind != sample.EventLabelled {
		t.Fatalf("%s %v", kind, err)
	}
	return s
}

// Feature H2: the first label of a sample is its first attempt, whatever the caller says.
func TestTheFirstLabelIsAttemptOne(t *testing.T) {
	s := labelled(t)
	if s.Shipment.AttemptNumber != 1 || !s.Shipment.LabelledAt.Equal(late) {
		t.Fatalf("%+v", s.Shipment)
	}
}

// Feature H2: until the parcel has left, another label replaces the first. It is the same attempt, and no news to the creator.
func TestAnotherLabelBeforeTheDispatchIsTheSameAttempt(t *testing.T) {
	first := labelled(t)
	carrierSaid := "pre_transit"
	first.Shipment.CarrierStatus, first.Shipment.CarrierAt = carrierSaid, &late
	for name, change := range map[string]func(*sample.Shipment){
		"carrier":         func(l *sample.Shipment) { l.Carrier = "UPS" },
		"service level":   func(l *sample.Shipment) { l.ServiceLevel = "" },
		"tracking number": func(l *sample.Shipment) { l.TrackingNumber = "940012" },
		"cost":            func(l *sample.Shipment) { l.Cost.Amount = 599 },
	} {
		label := firstLabel
		change(&label)
		second, kind, err := sample.Label(first, label, late.Add(time.Hour))
		if err != nil || kind != sample.EventRelabelled || second.Version != first.Version+1 {
			t.Fatalf("%s: %s, version %d, %v", name, kind, second.Version, err)
		}
		want := label
		want.AttemptNumber, want.LabelledAt = 1, late.Add(time.Hour)
		if name == "cost" || name == "service level" { // the same parcel still
			want.CarrierStatus, want.CarrierAt = carrierSaid, &late
		}
		if diff := cmp.Diff(want, *second.Shipment); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if first.Shipment.Carrier != "USPS" || first.Shipment.CarrierStatus != carrierSaid {
			t.Errorf("%s: the label before was changed: %+v", name, *first.Shipment)
		}
	}
}

// Feature H2: a typing error in the number is corrected after the dispatch, too, until the parcel is delivered. The attempt
// and its dispatch stay, and what the carrier told of the wrong number is forgotten.
func TestALabelIsCorrectedAfterTheDispatch(t *testing.T) {
	s, err := sample.Dispatch(labelled(t), "dock", []string{"serum"}, late)
	if err != nil {
		t.Fatal(err)
	}
	s, _ = report(t, s, sample.StatusShipped, "in_transit", late, late)
	label := firstLabel
	label.TrackingNumber = "9400 12"
	right, kind, err := sample.Label(s, label, late.Add(time.Hour))
	if err != nil || kind != sample.EventRelabelled || right.Status != sample.StatusShipped {
		t.Fatalf("%s, %s, %v", kind, right.Status, err)
	}
	want := label
	want.TrackingNumber, want.AttemptNumber, want.LabelledAt = "940012", 1, late.Add(time.Hour)
	want.DispatchedAt, want.Warehouse, want.PackedItems = &late, "dock", []string{"serum"}
	if diff := cmp.Diff(want, *right.Shipment); diff != "" {
		t.Errorf("the shipment (-want +got):\n%s", diff)
	}
	delivered, _ := report(t, right, sample.StatusDelivered, "delivered", late.Add(2*time.Hour), late.Add(2*time.Hour))
	if _, _, err := sample.Label(delivered, firstLabel, late.Add(3*time.Hour)); !errors.Is(err, sample.ErrMove) {
		t.Errorf("after the delivery: %v", err)
	}
}

// What a wrong number's carrier could not deliver is resolved by a delivery of the right one, whichever time that has. A
// correction of the cost alone changes nothing about the parcel.
func TestACorrectedNumberResolvesTheOtherParcelsException(t *testing.T) {
	s, _ := trouble(t, in(sample.StatusShipped), sample.DeliveryFailed, delivered)
	dearer := *s.Shipment
	dearer.Cost.Amount = 7
	same, _, err := sample.Label(s, dearer, late)
	if err != nil || same.Shipment.CarrierStatus != "failure" || !same.Exception.CarrierTime.Equal(delivered) {
		t.Errorf("the same parcel: %+v %+v %v", same.Shipment, same.Exception, err)
	}
	right, _, err := sample.Label(s, firstLabel, late)
	if err != nil || right.Status != sample.StatusDeliveryException || right.Shipment.CarrierStatus != "" || s.Exception.CarrierTime.IsZero() {
		t.Fatalf("%+v %v", right, err)
	}
	if after, kind := report(t, right, sample.StatusDelivered, "delivered", delivered.Add(-time.Hour), late); kind != sample.EventDelivered || after.Exception != nil {
		t.Errorf("%s %+v", kind, after.Exception)
	}
}

func TestSpacesInANumberDoNotMatter(t *testing.T) {
	spaced := firstLabel
	spaced.TrackingNumber = " 94 0011 "
	if again, kind, err := sample.Label(labelled(t), spaced, late); err != nil || kind != "" || again.Shipment.TrackingNumber != "940011" {
		t.Fatalf("%q %+v %v", kind, again.Shipment, err)
	}
}

func TestTheSameLabelAgainChangesNothing(t *testing.T) {
	first := labelled(t)
	again, kind, err := sample.Label(first, firstLabel, late.Add(time.Hour))
	if err != nil || kind != "" || !reflect.DeepEqual(again, first) {
		t.Fatalf("%q %+v %v", kind, again, err)
	}
}

// Feature H7: the label of a parcel that is sent again is another attempt, also where it says the same.
func TestALabelAfterAReshipIsTheNextAttempt(t *testing.T) {
	s := labelled(t)
	failed := *s.Shipment
	failed.Failed = sample.Missing
	s.Shipment = &failed
	next, kind, err := sample.Label(s, firstLabel, late)
	if err != nil || kind != sample.EventLabelled || next.Shipment.AttemptNumber != 2 || next.Shipment.Failed != "" {
		t.Fatalf("%s %+v %v", kind, next.Shipment, err)
	}
}

func TestDispatch(t *testing.T) {
	if _, err := sample.Dispatch(unlabelled(), "dock", nil, late); !errors.Is(err, sample.ErrNoLabel) {
		t.Fatalf("without a label: %v", err)
	}
	s := labelled(t)
	out, err := sample.Dispatch(s, "dock", []string{"serum"}, late)
	if err != nil || !out.Shipment.DispatchedAt.Equal(late) || out.Shipment.Warehouse != "dock" || s.Shipment.DispatchedAt != nil {
		t.Fatalf("%+v %v", out.Shipment, err)
	}
}
