package sample

import (
	"slices"
	"time"

	"samplepath/shared/fault"
)

// Parcel is what we know of one carrier's number (features H2, H9, H10): whose it is, which samples travel in it, and the
// news that came before anybody knew. A number belongs to the seller who records it first, as long as that parcel is
// under way.
type Parcel struct {
	Tracking   string    `json:"tracking"` // carrier and number, as function Tracking writes them
	SellerID   string    `json:"sellerId,omitempty"`
	Samples    []string  `json:"samples,omitempty"`
	LabelledAt time.Time `json:"labelledAt,omitzero"` // the last label with this number
	Since      time.Time `json:"since,omitzero"`      // what the carrier told of a time before is of the parcel of the seller before
	News       []News    `json:"news,omitempty"`
	Until      int64     `json:"expiresAt"` // epoch seconds: the table's TTL
	Version    int       `json:"version"`
}

// News is something that was told from outside before it could be applied. Its body is the event as package carrier or
// platform reads it, which holds no personal data.
type News struct {
	ID     string    `json:"id"`     // the source's own
	Source string    `json:"source"` // a shipping provider, or the platform
	At     time.Time `json:"at"`     // by the source's clock: news is applied in this order
	Body   string    `json:"body"`   // JSON
	KeptAt time.Time `json:"keptAt"`
}

const (
	// heldFor is how long a number is its seller's at most: carriers use numbers again after four months or more.
	heldFor = 120 * 24 * time.Hour
	// KeptFor is how long news waits for its label or link.
	KeptFor = 30 * 24 * time.Hour

	// mostZones is how far a carrier's local time may be from UTC, with something to spare.
	mostZones = 24 * time.Hour

	mostNews     = 10 // of one number or application: what is older is dropped, and later news repeats it
	mostInParcel = 50 // samples
)

// Faults of a number on a label.
var (
	ErrNumberTaken = fault.New(fault.Conflict, "tracking_number_taken")
	ErrParcelFull  = fault.New(fault.Conflict, "parcel_full").With("limit", mostInParcel)
)

// Held reports whether the number belongs to a seller.
func (p Parcel) Held(now time.Time) bool {
	return p.SellerID != "" && now.Before(p.LabelledAt.Add(heldFor))
}

// carries reports whether the number is on the present label of a sample.
func (p Parcel) carries(s Sample) bool {
	return s.Shipment != nil && Tracking(s.Shipment.Carrier, s.Shipment.TrackingNumber) == p.Tracking
}

// Carried are those of the parcel's samples that still have its number on their label.
func (p Parcel) Carried(samples []Sample) []Sample {
	return slices.DeleteFunc(slices.Clone(samples), func(s Sample) bool { return !p.carries(s) })
}

// over reports whether a sample waits for its parcel no more.
func over(s Sample) bool {
	missing := s.Status == StatusProblemReported && s.Exception != nil && s.Exception.Kind == Missing
	return s.Status.Rank() >= StatusDelivered.Rank() && !missing
}

// Claim puts a sample that was labelled with the parcel's number into it. samples are the parcel's, needed only where
// another seller holds it: ErrNumberTaken is the answer while one of them is under way. After that the parcel begins anew,
// and what was told of the one before does not count. A number that is on no label any more was never that parcel's. The
// parcel's own seller may put in further samples (feature H9).
func (p Parcel) Claim(s Sample, samples []Sample, now time.Time) (Parcel, error) {
	own, carried := p.SellerID == s.SellerID, p.Carried(samples)
	switch {
	case p.Held(now) && own && slices.Contains(p.Samples, s.ID):
	case p.Held(now) && own && len(p.Samples) >= mostInParcel:
		return p, ErrParcelFull
	case p.Held(now) && own:
		p.Samples = append(slices.Clone(p.Samples), s.ID)
	case p.Held(now) && slices.ContainsFunc(carried, func(s Sample) bool { return !over(s) }):
		return p, ErrNumberTaken
	case p.Held(now) && len(carried) > 0:
		p = Parcel{Tracking: p.Tracking, Version: p.Version, SellerID: s.SellerID, Samples: []string{s.ID}, Since: now}
	default:
		p = Parcel{Tracking: p.Tracking, Version: p.Version, SellerID: s.SellerID, Samples: []string{s.ID}, News: p.News, Since: p.Since}
	}
	p.News = Recent(p.News, now)
	p.LabelledAt, p.Until = now, now.Add(heldFor).Unix()
	p.Version++
	return p, nil
}

// Keep adds news for the label, or the dispatch, that is to come. It is false where that very news is kept already.
func (p Parcel) Keep(n News, now time.Time) (Parcel, bool) {
	var added bool
	if p.News, added = AddNews(p.News, n, now); !added {
		return p, false
	}
	if !p.Held(now) {
		p.SellerID, p.Samples, p.LabelledAt = "", nil, time.Time{}
		p.Until = now.Add(KeptFor).Unix()
	}
	p.Version++
	return p, true
}

// AddNews is a list with one more, without what is too old or too much. It is false where the list has it already.
func AddNews(list []News, n News, now time.Time) ([]News, bool) {
	if slices.ContainsFunc(list, func(other News) bool { return other.ID == n.ID && other.Source == n.Source }) {
		return list, false
	}
	n.KeptAt = now
	list = append(slices.Clone(Recent(list, now)), n)
	return list[max(0, len(list)-mostNews):], true
}

// InOrder is news in the order of what happened.
func InOrder(list []News) []News {
	return slices.SortedStableFunc(slices.Values(list), func(a, b News) int { return a.At.Compare(b.At) })
}

// Recent is the news that is not too old to be applied.
func Recent(list []News, now time.Time) []News {
	return slices.DeleteFunc(slices.Clone(list), func(n News) bool { return now.Sub(n.KeptAt) > KeptFor })
}

// Tells reports whether what a carrier told of some time is of the parcel as a sample travels in it: not of another seller's
// before it, and of no earlier use of the number. Carriers repeat what they know of a number, and a time may be a local one.
func (p Parcel) Tells(s Sample, at time.Time) bool {
	return !at.Before(p.Since) && !at.Before(s.OrderedAt.Add(-mostZones))
}

// Concerns reports whether news that was kept can be of the parcel that a sample travels in: none is on its way before the
// sample is ordered.
func (n News) Concerns(s Sample, now time.Time) bool {
	return !n.KeptAt.Before(s.OrderedAt) && now.Sub(n.KeptAt) <= KeptFor
}
