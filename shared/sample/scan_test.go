package sample_test

import (
	"slices"
	"testing"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/sample"
)

func scan(hour int, status string) sample.Scan {
	return sample.Scan{At: ordered.Add(time.Duration(hour) * time.Hour), Status: status, Message: status + " at a facility"}
}

// Feature H4: reports repeat the log, come in any order, twice, or not at all; what is shown is each scan once, in order.
func TestLogisticsOfOverlappingReports(t *testing.T) {
	log := []sample.Scan{scan(1, "pre_transit"), scan(2, "in_transit"), scan(3, "in_transit"), scan(4, "out_for_delivery"), scan(5, "delivered")}
	for name, reports := range map[string][]int{ // how much of the log each report holds
		"one by one": {1, 2, 3, 4, 5}, "all at once": {5}, "with gaps": {1, 4, 5}, "late": {5, 3, 4}, "twice": {2, 2, 5, 5},
	} {
		s := in(sample.StatusShipped)
		var timeline []event.Event
		for _, n := range reports {
			told := slices.Clone(log[:n])
			slices.Reverse(told)
			timeline = append(timeline, sample.WithScans(event.Event{}, s.Shipment, "USPS", told))
			s, _ = report(t, s, sample.StatusShipped, log[n-1].Status, log[n-1].At, late)
		}
		got := sample.Logistics(timeline)
		want := slices.Max(reports)
		if len(got) != want {
			t.Errorf("%s: %d scans, want %d", name, len(got), want)
			continue
		}
		for i, l := range got {
			if l.Scan != log[i] || l.Carrier != "USPS" || l.AttemptNumber != 1 {
				t.Errorf("%s: scan %d is %+v", name, i, l)
			}
		}
	}
}

// However long a log is, an event stays far below the size that the table takes.
func TestLongLogsAreCut(t *testing.T) {
	var log []sample.Scan
	for i := range 5000 {
		log = append(log, sample.Scan{At: ordered.Add(time.Duration(i) * time.Minute), Status: "in_transit", Message: "Departed USPS Regional Destination Facility"})
	}
	e := sample.WithScans(event.Event{}, in(sample.StatusShipped).Shipment, "USPS", log)
	if size := len(e.Details["earlierScans"]); size > 10_000 {
		t.Errorf("%d bytes", size)
	}
	if got := sample.Logistics([]event.Event{e}); len(got) != 41 || !got[40].At.Equal(log[4999].At) {
		t.Errorf("%d scans are left", len(got))
	}
}
