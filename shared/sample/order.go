package sample

import (
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/fault"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
)

// Faults of the policy's limits (feature F6).
var (
	ErrOpenSamples     = fault.New(fault.Conflict, "open_samples_limit")
	ErrCampaignSamples = fault.New(fault.Conflict, "campaign_samples_limit")
	ErrOneItem         = fault.New(fault.Conflict, "one_item_limit")
	ErrBundleClosed    = fault.New(fault.Conflict, "bundle_closed")
	// ErrReviewRequired follows a sample without content, where the policy says so (feature I7).
	ErrReviewRequired = fault.New(fault.Conflict, "review_required")
)

// Facts are what an order rests on.
type Facts struct {
	Campaign      campaign.Campaign
	Registration  registration.Registration
	Authorization authorization.Authorization
	Creator       showcase.Creator
	InShowcase    bool   // the creator has a product of the campaign in the showcase
	Restricted    bool   // the agency sends nothing to the creator
	Earlier       string // id of the sample of this product that the agency sent to the creator before, in whichever campaign
	EarlierLeft   bool   // that sample cannot be cancelled any more
	ReviewFor     string // id of the sample without content that a person has to look at before the next order
	LowerPriority bool   // a sample ended without content, and the creator has posted about none since
	Policy        policy.Policy

	// What the agency says with the order.
	AwaitAuthorization bool   // the sample may wait for the creator's authorization (feature F9)
	RepeatReason       string // why the creator is sent the product again (feature F5)
	ReviewNote         string // of the person who has looked at the sample without content (feature I7)

	AllSamples      int       // of the creator with the agency, less those that never left
	OpenSamples     int       // of the creator with the agency, that have not ended
	CampaignSamples int       // of the creator in the campaign, less those that never left
	BundledAt       time.Time // of the last order in the campaign, where the policy allows a bundle
}

// Blocks lists every reason that stands in the way of an order, or nothing (features F5, F8). That it was done before comes
// first: whoever sends the same again learns that, whatever else has changed meanwhile.
func (f Facts) Blocks(now time.Time) []error {
	var out []error
	if f.Earlier != "" && (f.RepeatReason == "" || !f.Repeatable()) {
		out = append(out, ErrAlreadySampled.With("sampleId", f.Earlier))
	}
	if err := live(f.Campaign, now); err != nil {
		out = append(out, err)
	}
	if err := f.Registration.CheckAvailable(); err != nil {
		out = append(out, err)
	}
	if !f.InShowcase {
		out = append(out, showcase.ErrNotInShowcase)
	}
	if f.Authorization.Status != authorization.StatusAuthorized && !f.AwaitAuthorization {
		out = append(out, authorization.ErrNotAuthorized.With("status", f.Authorization.Shown()))
	}
	return append(out, f.RecordBlocks(now)...)
}

// RecordBlocks lists what the agency's record of the creator has against an order (features F6, I7).
func (f Facts) RecordBlocks(now time.Time) []error {
	out := f.LimitsReached()
	if f.Policy.SampleLimit == policy.OneBundle && f.CampaignSamples > 0 && !f.BundledAt.After(now.Add(-policy.Day)) {
		out = append(out, ErrBundleClosed)
	}
	if f.ReviewFor != "" && f.ReviewNote == "" {
		out = append(out, ErrReviewRequired.With("sampleId", f.ReviewFor))
	}
	return out
}

// Repeatable reports whether the creator can be sent the product again, with a reason (feature F5): the policy allows it, and the
// earlier sample has left. One that has not can be cancelled instead.
func (f Facts) Repeatable() bool {
	return f.Policy.Repeat == policy.RepeatWithReason && f.Earlier != "" && f.EarlierLeft
}

// Left reports whether a sample has left at least once, so that it cannot be as if it had never been ordered.
func (s Sample) Left() bool {
	return s.Reships > 0 || s.Status != StatusAwaitingAuthorization && s.Status != StatusReadyToShip && s.Status != StatusCancelled
}

// live says why no sample of a campaign's products can be ordered at a time, or nil.
func live(c campaign.Campaign, now time.Time) error {
	switch c.StatusAt(now) {
	case campaign.StatusOngoing:
		return nil
	case campaign.StatusClosed:
		return campaign.ErrCampaignOver
	case campaign.StatusReady, campaign.StatusUpcoming:
	}
	return registration.ErrNotInLive
}

// LimitsReached lists what the agency's dealings with the creator so far have against another sample (feature F6).
func (f Facts) LimitsReached() []error {
	var out []error
	if f.Restricted {
		out = append(out, ErrCreatorRestricted)
	}
	if most := f.Policy.OpenSamples; f.OpenSamples >= most {
		out = append(out, ErrOpenSamples.With("most", most))
	}
	if most := f.Policy.CampaignSamples; f.CampaignSamples >= most {
		out = append(out, ErrCampaignSamples.With("most", most))
	}
	if f.Policy.SampleLimit == policy.OneItem && f.AllSamples > 0 {
		out = append(out, ErrOneItem)
	}
	return out
}

// Order makes a sample that is ready to ship (feature F3). It answers the first of Blocks.
func Order(id, variant string, f Facts, now time.Time) (Sample, error) {
	f.AwaitAuthorization = false
	if blocks := f.Blocks(now); len(blocks) > 0 {
		return Sample{}, blocks[0]
	}
	s := order(id, variant, f, now)
	s.AddressID = f.Authorization.AddressID
	s = agreedTo(s, f.Authorization)
	return move(s, EventOrdered)
}

// agreedTo notes the version of the policy to which the creator has agreed, where it is another than the sample's (feature K2).
func agreedTo(s Sample, a authorization.Authorization) Sample {
	if a.Agreed != s.Policy().Version {
		s.Agreed = a.Agreed
	}
	return s
}

func order(id, variant string, f Facts, now time.Time) Sample {
	s := Sample{
		ID: id, RegistrationID: f.Registration.ID, AgencyID: f.Campaign.AgencyID,
		SellerID: f.Registration.SellerID, CreatorID: f.Creator.ID, CreatorHandle: f.Creator.Handle,
		ProductID: f.Registration.ProductID, ProductName: f.Registration.ProductName, Variant: variant,
		Held: f.Policy.Hold(), OrderedAt: now,
	}
	if f.Earlier != "" {
		s.Repeats, s.RepeatReason = f.Earlier, f.RepeatReason
	}
	if f.ReviewFor != "" {
		s.ReviewNote = f.ReviewNote
	}
	return s
}
