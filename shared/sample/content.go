package sample

import (
	"slices"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/registration"
)

// Event types of content, beside EventPosted, which is the first of a sample. None of these moves a status.
const (
	EventContentAdded     event.Type = "sample.content_added"     // one more post
	EventContentUpdated   event.Type = "sample.content_updated"   // news of a post that is logged already
	EventContentCorrected event.Type = "sample.content_corrected" // by the creator
	EventPostedLate       event.Type = "sample.posted_late"       // after the sample was closed as missed
)

// ContentKind is what content is, in the words of TikTok Shop.
type ContentKind string

// The kinds of content.
const (
	Video ContentKind = "VIDEO"
	Live  ContentKind = "LIVE"
)

// ContentKinds are all of them.
var ContentKinds = []ContentKind{Video, Live}

// MaxPosts is how many posts of a sample are kept.
const MaxPosts = 20

// Faults of content.
var (
	ErrContentLogged    = fault.New(fault.Conflict, "content_already_logged")
	ErrTooManyPosts     = fault.New(fault.Conflict, "content_limit_reached")
	ErrContentConfirmed = fault.New(fault.Conflict, "content_confirmed")
	ErrNoContent        = fault.New(fault.NotFound, "content_not_found")
)

// Content is one post that a creator made for a sample (feature I3). Its number is its place among the posts of the sample,
// from 1.
type Content struct {
	Kind        ContentKind `json:"kind,omitempty"`
	URL         string      `json:"url,omitempty"`
	PublishedAt time.Time   `json:"publishedAt"`
	LoggedBy    actor.Kind  `json:"loggedBy,omitempty"`
	Late        bool        `json:"late,omitempty"`
	Metrics     *Metrics    `json:"metrics,omitempty"`
}

// Metrics are what came of a post, as the platform counts it (feature I5).
type Metrics struct {
	Views       int64              `json:"views"`
	Engagements int64              `json:"engagements"`
	Orders      int64              `json:"orders"`
	Commission  registration.Money `json:"commission"`
	At          time.Time          `json:"asOf"`
}

// same reports whether two postings are of one post. LIVEs without an id of their own share the address of their creator,
// and differ in their time.
func (p Content) same(other Content) bool {
	if p.URL == "" || other.URL == "" {
		return false
	}
	mine, known := contentID(p.URL)
	theirs, _ := contentID(other.URL)
	return mine == theirs && (known || p.Kind != Live || p.PublishedAt.Equal(other.PublishedAt))
}

// confirmed reports whether the platform has said which post it is.
func (p Content) confirmed() bool {
	return p.Metrics != nil || p.LoggedBy == actor.Platform && p.URL != ""
}

func (s Sample) post(other Content) int {
	return slices.IndexFunc(s.Content, func(p Content) bool { return p.same(other) })
}

// LogContent logs what a creator or the platform says was posted (feature I3); sites is nil where the address has been
// checked. The first post completes the wait for content, and further ones are added. A post that comes after the sample
// was closed as missed is logged as late: the sample stays missed. Where the platform has only said that there is
// content, this says which it is.
func LogContent(s Sample, posting Content, sites Sites, now time.Time) (Sample, event.Type, error) {
	kind := EventPosted
	switch s.Status {
	case StatusPosted, StatusCompleted:
		kind = EventContentAdded
	case StatusMissed:
		kind = EventPostedLate
	default:
	}
	if err := posting.check(s, sites, now); err != nil {
		return s, "", err
	}
	posting.Late = kind == EventPostedLate
	if kind == EventPosted {
		next, err := Post(s, posting, now)
		return next, kind, err
	}
	if at := s.post(posting); at >= 0 {
		return s, "", ErrContentLogged.With("number", at+1)
	}
	if at := s.unnamed(); at >= 0 && posting.URL != "" {
		next, err := s.withPost(at, s.Content[at].named(posting), EventContentUpdated)
		return next, EventContentUpdated, err
	}
	if len(s.Content) >= MaxPosts {
		return s, "", ErrTooManyPosts
	}
	next, err := move(s, kind)
	if err != nil {
		return s, "", err
	}
	next.Content = append(slices.Clone(s.Content), posting)
	return next, kind, nil
}

func (p Content) check(s Sample, sites Sites, now time.Time) error {
	var fields fault.Fields
	fields.Check(sites == nil || sites.Allow(p.URL), "url", "not_a_content_address", "sites", sites.String())
	fields.Check(!p.PublishedAt.After(now), "publishedAt", "in_the_future")
	fields.Check(!p.PublishedAt.Before(s.OrderedAt), "publishedAt", "before_order")
	return fields.Err()
}

// Correction is what a creator says about a post that was logged wrong; what is empty stays as it was.
type Correction struct {
	Kind        ContentKind
	URL         string
	PublishedAt *time.Time
}

// CorrectContent puts a post right (feature I3). Where that makes it one that is logged already, the wrong one goes. kind is
// empty where nothing changes. It answers ErrNoContent, and ErrContentConfirmed where the platform knows better.
func CorrectContent(s Sample, number int, to Correction, sites Sites, now time.Time) (next Sample, kind event.Type, err error) {
	at := number - 1
	if at < 0 || at >= len(s.Content) {
		return s, "", ErrNoContent
	}
	posting := s.Content[at]
	if to.Kind != "" {
		posting.Kind = to.Kind
	}
	if to.URL != "" {
		if posting.URL == "" { // the platform has said only that there is content
			posting.LoggedBy = ""
		}
		posting.URL = to.URL
	}
	if to.PublishedAt != nil && !to.PublishedAt.Equal(posting.PublishedAt) {
		posting.PublishedAt = *to.PublishedAt
	}
	if posting == s.Content[at] {
		return s, "", nil
	}
	if err := posting.check(s, sites, now); err != nil {
		return s, "", err
	}
	if s.Content[at].confirmed() {
		return s, "", ErrContentConfirmed
	}
	next, err = s.withPost(at, posting, EventContentCorrected)
	if other := s.post(posting); err == nil && other >= 0 && other != at {
		next.Content = slices.Delete(next.Content, at, at+1)
	}
	return next, EventContentCorrected, err
}

// ReportContent applies what the platform says of a sample's content (features I3, I5). The first word of a post counts as
// the creator's own submission; later ones bring its figures up to date, the newest by its time, and say which post it is
// where that is not known. No step means that it is no news.
func ReportContent(s Sample, told Content, now time.Time) ([]Step, error) {
	told.LoggedBy = actor.Platform
	at := s.meant(told)
	if at < 0 {
		return publish(s, told, now)
	}
	posting := s.Content[at]
	named := posting.named(told)
	if told.PublishedAt.After(now) || told.PublishedAt.Before(s.OrderedAt) {
		named.PublishedAt = posting.PublishedAt
	}
	if told.Metrics != nil && (posting.Metrics == nil || told.Metrics.At.After(posting.Metrics.At)) {
		named.Metrics = told.Metrics
	}
	if named == posting {
		return nil, nil
	}
	return one(EventContentUpdated)(s.withPost(at, named, EventContentUpdated))
}

// meant is the place of the post that the platform's word is about, or -1: the same post; else one of which it has said only
// that it is there; else one that the creator logged by a short link, in which no id can be read.
func (s Sample) meant(told Content) int {
	if at := s.post(told); at >= 0 {
		return at
	}
	if at := s.unnamed(); at >= 0 {
		return at
	}
	return slices.IndexFunc(s.Content, func(p Content) bool {
		_, known := contentID(p.URL)
		return !known && p.Kind == told.Kind && !p.confirmed()
	})
}

// unnamed is the place of the post of which the platform has said only that it is there, or -1.
func (s Sample) unnamed() int {
	return slices.IndexFunc(s.Content, func(p Content) bool { return p.URL == "" })
}

// named is the post with what is told of it, where that says more: an address with TikTok's id stands.
func (p Content) named(told Content) Content {
	if _, known := contentID(p.URL); known || told.URL == "" {
		return p
	}
	if p.URL == "" {
		p.PublishedAt, p.LoggedBy = told.PublishedAt, told.LoggedBy
	}
	p.Kind, p.URL = told.Kind, told.URL
	return p
}

// withPost is the sample after an event, with another state of one of its posts.
func (s Sample) withPost(at int, posting Content, kind event.Type) (Sample, error) {
	next, err := move(s, kind)
	if err != nil {
		return s, err
	}
	next.Content = slices.Clone(s.Content)
	next.Content[at] = posting
	return next, nil
}
