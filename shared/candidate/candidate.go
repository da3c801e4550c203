// Package candidate says for which creators of a campaign an agency may request samples, and which of them it looks for
// (feature F1). Pure: no AWS.
package candidate

import (
	"fmt"

	"samplepath/shared/authorization"
	"samplepath/shared/fault"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
)

// Candidate is a creator of a campaign as its agency knows it before it orders.
type Candidate struct {
	Creator       showcase.Creator
	Products      int // of the campaign in the showcase
	Authorization authorization.Authorization
	Record        Record

	// Of the product that is looked for, if any.
	InShowcase bool
	Earlier    string // id of the sample of it that the agency sent to the creator before, in whichever campaign
}

// Record is what the agency's samples to the creator have come to so far.
type Record struct {
	Facts  sample.Facts // what counts for the policy's limits (feature F6)
	Posted int          // samples with content
	Missed int          // samples that ended without content, and without an excuse
}

// Open reports whether the agency may order for the creator now: it is authorized, and no limit of the policy is reached.
func (c Candidate) Open() bool {
	return c.Products > 0 && c.Authorization.Status == authorization.StatusAuthorized && len(c.Record.Facts.LimitsReached()) == 0
}

// PostingRate is how many of the samples that are over have content, in basis points; nil while none is over.
func (r Record) PostingRate() *int {
	over := r.Posted + r.Missed
	if over <= 0 {
		return nil
	}
	rate := r.Posted * 10_000 / over
	return &rate
}

// Sampled is whether a creator was sent a sample.
type Sampled string

// What can be asked for.
const (
	WasSampled Sampled = "yes"
	NotSampled Sampled = "no"
)

// SampledChoices are all of them.
var SampledChoices = []Sampled{WasSampled, NotSampled}

// Search is what an agency looks for; a zero field looks for nothing.
type Search struct {
	Handle         string // its beginning
	RegistrationID string // of a product in the showcase
	MinFollowers   int
	MaxFollowers   int
	MinPostingRate int     // basis points; a creator without a rate has none to show
	Sampled        Sampled // of the product, where one is looked for, else of any of the campaign
}

// Check adds to fields that the bounds are not in their order.
func (s Search) Check(fields *fault.Fields) {
	fields.Check(!fields.Sound("minFollowers") || s.MaxFollowers == 0 || s.MinFollowers <= s.MaxFollowers, "maxFollowers", "too_small/followers")
}

// Wants reports whether a candidate is looked for.
func (s Search) Wants(c Candidate) bool {
	sampled := c.Record.Facts.CampaignSamples > 0
	if s.RegistrationID != "" {
		sampled = c.Earlier != ""
	}
	rate := c.Record.PostingRate()
	switch {
	case !c.Creator.Begins(s.Handle),
		s.RegistrationID != "" && !c.InShowcase,
		c.Creator.Followers < s.MinFollowers,
		s.MaxFollowers > 0 && c.Creator.Followers > s.MaxFollowers,
		s.MinPostingRate > 0 && (rate == nil || *rate < s.MinPostingRate),
		s.Sampled == WasSampled && !sampled,
		s.Sampled == NotSampled && sampled:
		return false
	}
	return true
}

// Key tells searches apart, so that a cursor of one is none of another.
func (s Search) Key() string {
	s.Handle = showcase.Searchable(s.Handle)
	return fmt.Sprintf("%+v", s)
}
