package carrier

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"samplepath/shared/sample"
)

// meaning is what a provider's status means for a sample. The zero value moves nothing.
type meaning struct {
	Status    sample.Status
	Exception sample.ExceptionKind
}

// state is where a parcel is, in the provider's summary above its log.
type state struct {
	word    string // its status; empty where only the log has one
	detail  string // a closer status, for tables that have "word/detail"
	message string
	at      time.Time // used where the log has no time
}

// told makes the event of a log of scans, in any order, and the provider's summary of it. The latest scan, the later in
// the log of two at one time, is the news; its status is the summary's. An event without a tracking
// number, or with one that cannot stand on a label, is about no shipment. Nothing of the provider's free text is in the
// event; see phraseOf.
func told(e Event, log []sample.Scan, now state, means map[string]meaning) (Event, error) {
	if e.Carrier != "" && !onLabel(e.Carrier, longestCarrier) || !onLabel(e.TrackingNumber, longestNumber) {
		return Event{ID: e.ID}, nil
	}
	log = slices.DeleteFunc(log, func(s sample.Scan) bool { return s.At.IsZero() })
	slices.SortStableFunc(log, func(a, b sample.Scan) int { return a.At.Compare(b.At) })
	if len(log) == 0 {
		if now.at.IsZero() {
			return Event{}, ErrUnreadable
		}
		log = []sample.Scan{{At: now.at}}
	}
	last := &log[len(log)-1]
	last.Status, last.Message = cmp.Or(now.word, last.Status), cmp.Or(last.Message, now.message)
	m, ok := means[last.Status+"/"+strings.ToLower(now.detail)]
	if !ok {
		m = means[last.Status]
	}
	for i, scan := range log {
		log[i].Status, log[i].Message = sample.Code(scan.Status), phraseOf(scan.Message)
	}
	e.Scans = log
	e.News = sample.CarrierNews{Means: m.Status, Exception: m.Exception, Status: last.Status, At: last.At}
	return e, nil
}

// The longest that a provider writes what stands on a label.
const (
	longestCarrier = 40
	longestNumber  = 64
)

// onLabel reports whether a carrier's name or a number can stand on a label: of letters and digits, and what separates them.
func onLabel(s string, longest int) bool {
	letters := 0
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			letters++
		case !strings.ContainsRune(" ._-", r):
			return false
		}
	}
	return letters > 0 && len(s) <= longest
}

// forms are the forms that providers write times in. Those without a zone are taken as UTC: they are the carrier's local
// time, of which the zone is not told.
var forms = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02"}

// timeOf is the zero time for what is no time, or none of this age.
func timeOf(s string) time.Time {
	for _, form := range forms {
		if at, err := time.Parse(form, s); err == nil && at.Year() >= 2000 && at.Year() <= 2999 {
			return at.UTC()
		}
	}
	return time.Time{}
}

// firstTime is the first that is one.
func firstTime(times ...time.Time) time.Time {
	for _, at := range times {
		if !at.IsZero() {
			return at
		}
	}
	return time.Time{}
}

// has reports whether a log has a scan, whatever its message.
func has(log []sample.Scan, scan sample.Scan) bool {
	return slices.ContainsFunc(log, func(s sample.Scan) bool { return s.At.Equal(scan.At) && s.Status == scan.Status })
}
