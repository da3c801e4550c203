package sample

import (
	"slices"

	"samplepath/shared/event"
)

// Telling is one report of a carrier, by the timeline of a sample in the parcel.
type Telling struct {
	EventID  string // of the timeline
	Provider string
	Carrier  string
	News     CarrierNews
	Scans    []Scan
}

// Tellings are what the carrier has told of the parcel that a sample travels in, by the sample's timeline, in the order of
// what happened. Reports that moved nothing mean nothing here either.
func Tellings(events []event.Event) []Telling {
	var out []Telling
	for _, e := range events {
		if otherParcel(e) {
			out = nil
		}
		scans := scansOf(e)
		if len(scans) == 0 {
			continue
		}
		last := scans[len(scans)-1]
		news := CarrierNews{Status: last.Status, At: last.At}
		switch e.Type {
		case EventShipped:
			news.Means = StatusShipped
		case EventDelivered:
			news.Means = StatusDelivered
		case EventException:
			news.Exception = ExceptionKind(text(e.Change, "exception", "kind"))
		}
		out = append(out, Telling{e.ID, e.By.ID, e.Details[detailCarrier], news, scans})
	}
	slices.SortStableFunc(out, func(a, b Telling) int { return a.News.At.Compare(b.News.At) })
	return out
}

// otherParcel reports whether an event puts the sample into another parcel: by its first label, one with another number, or
// that of another attempt.
func otherParcel(e event.Event) bool {
	return text(e.Change, "shipment", "carrier") != "" || text(e.Change, "shipment", "trackingNumber") != "" ||
		e.Type == EventLabelled
}

// text is a text in an object of a change.
func text(change map[string]any, object, name string) string {
	in, _ := change[object].(map[string]any)
	value, _ := in[name].(string)
	return value
}
