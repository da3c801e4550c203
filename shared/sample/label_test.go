package sample_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"samplepath/shared/registration"
	"samplepath/shared/sample"
)

var firstLabel = sample.Shipment{
	Carrier: "USPS", ServiceLevel: "Priority", TrackingNumber: "940011", Cost: registration.Money{Amount: 499, Currency: "USD"}, Number: 9,
}

// unlabelled is a sample that nobody has recorded a label of.
func unlabelled() sample.Sample {
	s := in(sample.ReadyToShip)
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
	if s.Shipment.Number != 1 || !s.Shipment.LabelledAt.Equal(late) {
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
		want.Number, want.LabelledAt = 1, late.Add(time.Hour)
		if !reflect.DeepEqual(*second.Shipment, want) {
			t.Errorf("%s: %+v, want %+v", name, *second.Shipment, want)
		}
		if first.Shipment.Carrier != "USPS" || first.Shipment.CarrierStatus != carrierSaid {
			t.Errorf("%s: the label before was changed: %+v", name, *first.Shipment)
		}
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
	if err != nil || kind != sample.EventLabelled || next.Shipment.Number != 2 || next.Shipment.Failed != "" {
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
