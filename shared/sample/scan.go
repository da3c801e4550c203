package sample

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"samplepath/shared/event"
)

// Scan is one entry of a carrier's log of a parcel (feature H4). It holds no free text of the carrier's, which may name
// people: package carrier sees to that.
type Scan struct {
	At      time.Time // the carrier's own time
	Status  string    // the carrier's own code
	Message string    // one of the phrases that are known to name nobody, or empty
}

// Logged is a scan as the timeline has it: with its carrier and the number of the attempt.
type Logged struct {
	Scan
	Carrier       string
	AttemptNumber int // 0 where no label was recorded
}

// Names of an event's details that hold scans. The last scan of a report is written out; those before it, which the
// carrier told only now, are one text, so that a report stays one event and one transaction however much it brings.
const (
	detailCarrier = "carrier"
	detailAttempt = "attemptNumber"
	detailTime    = "carrierTime"
	detailStatus  = "status"
	detailMessage = "message"
	detailEarlier = "earlierScans"
)

// maxEarlier is how many scans one report adds besides its last: an item stays small.
const maxEarlier = 40

// packed is a scan within detailEarlier: seconds of Unix time, status, message.
type packed struct {
	At      int64  `json:"t"`
	Status  string `json:"s,omitempty"`
	Message string `json:"m,omitempty"`
}

// WithScans adds to an event what a carrier logged of a shipment: the last scan, and those before it that are news,
// which is what came after the last scan of the report before. Carriers repeat their whole log in every report.
func WithScans(e event.Event, s *Shipment, carrier string, scans []Scan) event.Event {
	scans = slices.Clone(scans)
	slices.SortStableFunc(scans, func(a, b Scan) int { return a.At.Compare(b.At) })
	last := scans[len(scans)-1]
	e = e.With(detailCarrier, carrier).With(detailTime, last.At.Format(time.RFC3339)).
		With(detailStatus, last.Status).With(detailMessage, last.Message)
	if s == nil {
		return e
	}
	e = e.With(detailAttempt, strconv.Itoa(s.AttemptNumber))
	var news []packed
	for _, scan := range scans[:len(scans)-1] {
		if s.CarrierAt == nil || scan.At.After(*s.CarrierAt) || scan.At.Equal(*s.CarrierAt) && scan.Status != s.CarrierStatus {
			news = append(news, packed{scan.At.Unix(), scan.Status, scan.Message})
		}
	}
	if news = news[max(0, len(news)-maxEarlier):]; len(news) > 0 {
		encoded, _ := json.Marshal(news) // numbers and strings always marshal
		e = e.With(detailEarlier, string(encoded))
	}
	return e
}

// Logistics is what carriers logged of a sample's shipments, by the timeline: each scan once, in the carriers' order.
func Logistics(events []event.Event) []Logged {
	var out []Logged
	for _, e := range events {
		attempt, _ := strconv.Atoi(e.Details[detailAttempt])
		for _, scan := range scansOf(e) {
			out = append(out, Logged{scan, e.Details[detailCarrier], attempt})
		}
	}
	slices.SortStableFunc(out, func(a, b Logged) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.AttemptNumber, b.AttemptNumber))
	})
	seen := map[Logged]bool{}
	return slices.DeleteFunc(out, func(l Logged) bool {
		again := seen[l]
		seen[l] = true
		return again
	})
}

// scansOf are the scans of a carrier's report, the last one last; none where the event is no such report.
func scansOf(e event.Event) []Scan {
	at, err := time.Parse(time.RFC3339, e.Details[detailTime])
	if err != nil {
		return nil
	}
	var earlier []packed
	if text := e.Details[detailEarlier]; text != "" {
		_ = json.Unmarshal([]byte(text), &earlier) // our own; what cannot be read is not shown
	}
	out := make([]Scan, 0, len(earlier)+1)
	for _, p := range earlier {
		out = append(out, Scan{time.Unix(p.At, 0).UTC(), p.Status, p.Message})
	}
	return append(out, Scan{at.UTC(), e.Details[detailStatus], e.Details[detailMessage]})
}
