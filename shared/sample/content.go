package sample

import (
	"time"

	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
)

// EventContentUpdated is news of content that is logged already.
const EventContentUpdated event.Type = "sample.content_updated"

// What content is.
const (
	Video = "VIDEO"
	Live  = "LIVE"
)

// Metrics are what came of a sample's content, as the platform counts it (feature I5).
type Metrics struct {
	Views       int64              `json:"views"`
	Engagements int64              `json:"engagements" doc:"Likes, comments and shares"`
	Orders      int64              `json:"orders"`
	Commission  registration.Money `json:"commission" doc:"Paid to the creator"`
	At          time.Time          `json:"asOf"`
}

// ReportContent applies what the platform says of a sample's content (features I3, I5). The first word of it counts as
// the creator's own submission; later ones bring the figures up to date, the newest by its time, and name the content
// where that has not been done. No step means that it is no news.
func ReportContent(s Sample, told Posting, p policy.Policy, now time.Time) ([]Step, error) {
	if s.Posting == nil {
		return publish(s, told, p, now)
	}
	if _, legal := Moves[s.Status][EventContentUpdated]; !legal {
		return nil, nil
	}
	posting := *s.Posting
	unnamed := posting.URL == ""
	if unnamed {
		posting.Kind, posting.URL = told.Kind, told.URL
		if !told.PublishedAt.After(now) && !told.PublishedAt.Before(s.OrderedAt) {
			posting.PublishedAt = told.PublishedAt
		}
	}
	newer := told.Metrics != nil && (posting.Metrics == nil || told.Metrics.At.After(posting.Metrics.At))
	if newer {
		posting.Metrics = told.Metrics
	}
	if !unnamed && !newer {
		return nil, nil
	}
	next, err := move(s, EventContentUpdated)
	next.Posting = &posting
	return one(EventContentUpdated)(next, err)
}
